import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import packageJson from './package.json' with { type: 'json' }
import { buildMapper } from './scripts/lib/mapper-build.mjs'
import { releaseFrom } from './scripts/lib/package/release.mjs'

/** The fonts of the first picture are asked for with the script, and not only once it has run. */
const fontsFirst: Plugin = {
  name: 'fonts-first',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) =>
      Object.keys(bundle)
        .filter((name) => /-latin-wght-normal-[^/]*\.woff2$/.test(name))
        .map((name) => ({
          tag: 'link',
          attrs: {
            rel: 'preload',
            as: 'font',
            type: 'font/woff2',
            crossorigin: true,
            href: `./${name}`,
          },
        })),
  },
}

/**
 * Modules of the core make schemas that only main reads by. Rolldown keeps them in the page, since it cannot know that making one
 * has no effect; with this it leaves out those that the page does not use.
 */
const unusedSchemas: Plugin = {
  name: 'unused-schemas',
  enforce: 'pre',
  transform: {
    filter: { code: "from 'zod'" },
    handler(code) {
      const values = this.parse(code, { lang: 'ts' }).body.flatMap((statement) => {
        const declared =
          statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
        return declared?.type === 'VariableDeclaration' ? declared.declarations : []
      })
      return values.reduceRight((text, { init }) => {
        if (!init) return text
        const [before, value] = [text.slice(0, init.start), text.slice(init.start, init.end)]
        if (init.type !== 'CallExpression' && !/\bz\b|Schema\b/.test(value)) return text
        return `${before}/* @__PURE__ */ (() => (${value}))()${text.slice(init.end)}`
      }, code)
    },
  },
}

/**
 * Everything is bundled but `electron` and `keytar`, which is native: what is shipped and started
 * then depends on no `node_modules`, and reading one file is quicker than hundreds.
 */
export default defineConfig({
  main: {
    define: {
      __ELECTRON_BUILT_FOR__: JSON.stringify(packageJson.devDependencies.electron),
      __UPDATES__: JSON.stringify(releaseFrom(process.env).updates ?? null),
    },
    // The mapper engine's worker, and the command line, are programs of their own.
    plugins: [{ name: 'mapper-parts', closeBundle: () => buildMapper() }],
    build: {
      externalizeDeps: false,
      outDir: 'out/main',
      rolldownOptions: {
        input: {
          index: 'src/main/index.ts',
          'estate-thread': 'src/main/services/estate/worker.ts',
          'file-process': 'src/main/services/foreign-files/worker.ts',
        },
        external: ['keytar'],
        // The library of phone numbers tests with it what its compiler's runtime can do.
        checks: { eval: false },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          // Two thirds of the text to read and compile at a start; names stay, for the stacks in the log.
          minify: { compress: true, mangle: false },
        },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      outDir: 'out/preload',
      rolldownOptions: {
        input: 'src/preload/index.ts',
        // A sandboxed preload script must be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [vue(), fontsFirst, unusedSchemas],
    build: {
      outDir: 'out/renderer',
      // Less to read and parse before the first paint.
      minify: true,
      // The Content-Security-Policy lets fonts and scripts come from files only.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: 'src/renderer/index.html',
        // What a start needs is one file: each file is asked for and read through two other processes.
        // The rules are one file too, which is asked for after the first picture.
        output: {
          codeSplitting: {
            groups: [
              {
                name: 'start',
                tags: ['$initial'],
                test: /^(?!.*(?:\/zod\/(?!v4\/core\/(?:core|util)\.js)|\/json-schema\.ts))/,
                includeDependenciesRecursively: false,
              },
              { name: 'schemas', test: /\/zod\// },
              { name: 'rules', test: /src\/core\/(?:problems|saml|impact)\// },
            ],
          },
        },
      },
      // Kilobytes, for that file: Vite's limit is meant for the web.
      chunkSizeWarningLimit: 700,
    },
  },
})
