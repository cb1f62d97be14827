// The licence texts of the code in the built engine.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { output } from '../run.mjs'

const isLicence = (name) => /^(licen[cs]e|notice)(\.|$)/i.test(name)

/**
 * One text with the licences of Go itself and of every module in the engine.
 *
 * @param {string} goRoot
 * @param {string} engineFolder
 */
export function licences(goRoot, engineFolder) {
  const format =
    '{{if .Module}}{{if not .Module.Replace}}{{.Module.Path}}\t{{.Module.Version}}\t{{.Module.Dir}}{{end}}{{end}}'
  const env = { ...process.env, GOOS: 'js', GOARCH: 'wasm' }
  const packages = output('go', ['list', '-deps', '-f', format, './wasm', './identity/wasm'], {
    cwd: engineFolder,
    env,
  })
  const modules = [...new Set(packages?.split('\n'))]
    .map((line) => line.split('\t'))
    .filter(([, version]) => version)
    .sort(([left], [right]) => (left < right ? -1 : 1))
  const parts = [
    ['Go and its wasm_exec.js', goRoot],
    ...modules.map(([path, version, folder]) => [`${path} ${version}`, folder]),
  ]
  return parts.map(([name, folder]) => part(name, folder)).join('\n')
}

function part(name, folder) {
  const texts = readdirSync(folder).filter(isLicence).sort()
  const rule = '='.repeat(100)
  return [
    rule,
    name,
    rule,
    '',
    ...texts.map((file) => readFileSync(join(folder, file), 'utf8')),
  ].join('\n')
}
