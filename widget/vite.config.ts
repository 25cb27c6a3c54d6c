import { defineConfig } from "vitest/config";

export default defineConfig({
  build: {
    target: "es2020",
    cssTarget: "esnext", // written for the browsers that have constructable style sheets
    minify: "terser",
    terserOptions: { ecma: 2020, compress: { passes: 3, pure_getters: true, unsafe: true, unsafe_arrows: true, keep_fargs: false, hoist_props: false }, mangle: { toplevel: true } },
    lib: { entry: "src/index.ts", formats: ["iife"], name: "Needlewise", fileName: () => "needlewise.js" },
  },
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.ts"],
    restoreMocks: true,
    unstubGlobals: true,
  },
});
