// Builds everything that runs mappers outside the window into out/mapper: the command line, the worker thread, the utility
// process, and the engine. All are plain Node; nothing is loaded from node_modules but keytar, where a key is asked for.
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { root } from './paths.mjs'

export const mapperFolder = join(root, 'out', 'mapper')
/** The command line: `node out/mapper/sso.js COMMAND …`. */
export const ssoCommand = join(mapperFolder, 'sso.js')

const engine = (name) => join(root, 'engine', 'built', `${name}.wasm.br`)
const sources = ['src/cli', 'src/core', 'src/main', 'engine/built'].map((folder) =>
  join(root, folder),
)

/** Builds; takes about a second. */
export async function buildMapper() {
  const { build } = await import('vite')
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    ssr: { noExternal: true },
    // The writer of files names its temporary ones after its own file.
    define: { __filename: 'import.meta.filename' },
    build: {
      ssr: true,
      target: 'node20',
      outDir: mapperFolder,
      emptyOutDir: true,
      minify: true,
      rolldownOptions: {
        // Native, and loaded by whoever asks for a key of the keychain.
        external: ['keytar'],
        // The library of phone numbers tests with it what its compiler's runtime can do.
        checks: { eval: false },
        input: {
          sso: join(root, 'src/cli/sso.ts'),
          worker: join(root, 'src/main/mapper/worker.ts'),
          utility: join(root, 'src/main/mapper/utility.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
  // Uncompressed, because decompressing at every start takes longer than reading.
  for (const name of ['jsonnet', 'identity']) {
    const bytes = brotliDecompressSync(readFileSync(engine(name)))
    writeFileSync(join(mapperFolder, `${name}.wasm`), bytes)
  }
}

/** Builds if something is missing or older than a source. */
export async function buildMapperIfNeeded() {
  const built = existsSync(ssoCommand) ? statSync(ssoCommand).mtimeMs : 0
  if (sources.some((folder) => newest(folder) > built)) await buildMapper()
}

function newest(folder) {
  return Math.max(
    0,
    ...readdirSync(folder, { withFileTypes: true }).map((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? newest(path) : statSync(path).mtimeMs
    }),
  )
}
