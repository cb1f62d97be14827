// `npm run engine`: builds the Jsonnet engine and writes engine/built. `npm run engine -- --check`: rebuilds and compares,
// or says that it was skipped where Go, or the Go that the engine was built with, is missing. `-- --record`: asks native
// go-jsonnet for what the snippets in test/fixtures/mapper give, which the tests hold the engine to.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import {
  buildEngine,
  builtFolder,
  engineFolder,
  goEnv,
  maximumPages,
  sha256,
} from './lib/engine/build.mjs'
import { licences } from './lib/engine/licences.mjs'
import { recordGolden } from './lib/engine/golden.mjs'
import { Stop, main, say } from './lib/log.mjs'

const built = join(builtFolder, 'jsonnet.wasm.br')
const record = join(builtFolder, 'engine.json')
const runtime = join(builtFolder, 'wasm_exec.js')

const wanted = process.argv[2]
await main(() =>
  wanted === '--check' ? check() : wanted === '--record' ? recordGolden() : write(),
)

async function write() {
  const goVersion = goEnv('GOVERSION')
  if (goVersion === undefined) throw new Stop('Building the engine needs Go.')
  const wasm = await buildEngine()
  const compressed = brotliCompressSync(wasm, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: wasm.length,
    },
  })
  mkdirSync(builtFolder, { recursive: true })
  writeFileSync(built, compressed)
  writeFileSync(runtime, goRuntime())
  writeFileSync(join(builtFolder, 'LICENSES.txt'), licences(goEnv('GOROOT'), engineFolder))
  const facts = {
    jsonnet: jsonnetVersion(),
    go: goVersion,
    sha256: sha256(wasm),
    bytes: wasm.length,
    runtimeSha256: sha256(readFileSync(runtime)),
    maximumMemory: `${maximumPages / 16} MB`,
  }
  writeFileSync(record, `${JSON.stringify(facts, null, 2)}\n`)
  say(`Built the engine: ${wasm.length} bytes, ${compressed.length} compressed.`)
}

async function check() {
  const facts = JSON.parse(readFileSync(record, 'utf8'))
  const committed = brotliDecompressSync(readFileSync(built))
  if (sha256(committed) !== facts.sha256) throw new Stop('engine.json names another SHA-256.')
  if (sha256(readFileSync(runtime)) !== facts.runtimeSha256) {
    throw new Stop('wasm_exec.js is not the one that engine.json names.')
  }
  if (facts.jsonnet !== jsonnetVersion()) throw new Stop('go.mod names another go-jsonnet.')
  const present = goEnv('GOVERSION')
  if (present === undefined) return skip('Go is not installed')
  if (goEnv('GOVERSION', facts.go) !== facts.go) {
    return skip(`the engine was built with ${facts.go}, and only ${present} is here`)
  }
  if (!goRuntime(facts.go).equals(readFileSync(runtime))) {
    throw new Stop(`wasm_exec.js is not the one of ${facts.go}.`)
  }
  if (!(await buildEngine(facts.go)).equals(committed)) {
    throw new Stop('The rebuilt engine differs from engine/built: run npm run engine.')
  }
  say(`The engine was rebuilt with ${facts.go}: the same ${committed.length} bytes.`)
}

function skip(reason) {
  say(`The committed engine has the recorded SHA-256. Rebuilding it was skipped: ${reason}.`)
}

/** `wasm_exec.js` belongs to the Go release that built the module. */
function goRuntime(goVersion) {
  const file = join(goEnv('GOROOT', goVersion), 'lib', 'wasm', 'wasm_exec.js')
  if (!existsSync(file)) throw new Stop('This Go has no lib/wasm/wasm_exec.js.')
  return readFileSync(file)
}

function jsonnetVersion() {
  const text = readFileSync(join(engineFolder, 'go.mod'), 'utf8')
  return /github\.com\/google\/go-jsonnet (\S+)/.exec(text)?.[1]
}
