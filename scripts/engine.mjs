// `npm run engine`: builds the modules of engine/ and writes engine/built. `npm run engine -- --check`: rebuilds and
// compares, or reports a skip if Go, or the version used for the engine, is missing. `-- --record`: records the results
// of native go-jsonnet for the snippets in test/fixtures/mapper, which the tests compare the engine with.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import {
  buildEngine,
  builtFolder,
  engineFolder,
  goEnv,
  maximumPages,
  modules,
  sha256,
} from './lib/engine/build.mjs'
import { licences } from './lib/engine/licences.mjs'
import { recordGolden } from './lib/engine/golden.mjs'
import { Stop, main, say } from './lib/log.mjs'

const built = (name) => join(builtFolder, `${name}.wasm.br`)
const record = join(builtFolder, 'engine.json')
const runtime = join(builtFolder, 'wasm_exec.js')

const wanted = process.argv[2]
await main(() =>
  wanted === '--check' ? check() : wanted === '--record' ? recordGolden() : write(),
)

async function write() {
  const goVersion = goEnv('GOVERSION')
  if (goVersion === undefined) throw new Stop('Building the engine needs Go.')
  const made = {}
  mkdirSync(builtFolder, { recursive: true })
  for (const name of Object.keys(modules)) {
    const wasm = await buildEngine(name)
    const compressed = compress(wasm)
    writeFileSync(built(name), compressed)
    made[name] = { sha256: sha256(wasm), bytes: wasm.length, compressedBytes: compressed.length }
    say(`Built ${name}: ${wasm.length} bytes, ${compressed.length} compressed.`)
  }
  writeFileSync(runtime, goRuntime())
  writeFileSync(join(builtFolder, 'LICENSES.txt'), licences(goEnv('GOROOT'), engineFolder))
  const facts = {
    jsonnet: libraryVersion('google/go-jsonnet'),
    jsonschema: libraryVersion('ory/jsonschema/v3'),
    go: goVersion,
    modules: made,
    runtimeSha256: sha256(readFileSync(runtime)),
    maximumMemory: `${maximumPages / 16} MB`,
  }
  writeFileSync(record, `${JSON.stringify(facts, null, 2)}\n`)
}

function compress(wasm) {
  return brotliCompressSync(wasm, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: wasm.length,
    },
  })
}

async function check() {
  const facts = JSON.parse(readFileSync(record, 'utf8'))
  for (const name of Object.keys(modules)) {
    if (sha256(committed(name)) === facts.modules[name]?.sha256) continue
    throw new Stop(`engine.json names another SHA-256 of ${name}.`)
  }
  if (sha256(readFileSync(runtime)) !== facts.runtimeSha256) {
    throw new Stop('wasm_exec.js is not the one that engine.json names.')
  }
  if (facts.jsonnet !== libraryVersion('google/go-jsonnet')) {
    throw new Stop('go.mod names another go-jsonnet.')
  }
  if (facts.jsonschema !== libraryVersion('ory/jsonschema/v3')) {
    throw new Stop('go.mod names another jsonschema.')
  }
  const present = goEnv('GOVERSION')
  if (present === undefined) return skip('Go is not installed')
  if (goEnv('GOVERSION', facts.go) !== facts.go) {
    return skip(`the engine was built with ${facts.go}, and only ${present} is here`)
  }
  if (!goRuntime(facts.go).equals(readFileSync(runtime))) {
    throw new Stop(`wasm_exec.js is not the one of ${facts.go}.`)
  }
  for (const name of Object.keys(modules)) {
    const wasm = committed(name)
    if (!(await buildEngine(name, facts.go)).equals(wasm)) {
      throw new Stop(`The rebuilt ${name} differs from engine/built: run npm run engine.`)
    }
    say(`The module ${name} was rebuilt with ${facts.go}: the same ${wasm.length} bytes.`)
  }
}

function committed(name) {
  return brotliDecompressSync(readFileSync(built(name)))
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

function libraryVersion(name) {
  const text = readFileSync(join(engineFolder, 'go.mod'), 'utf8')
  return new RegExp(`github\\.com/${name} (\\S+)`).exec(text)?.[1]
}
