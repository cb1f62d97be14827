// What is in a package, as CycloneDX: the npm packages that are bundled, as npm lists them, and Electron, which npm counts
// as a tool.
import { spawnSync } from 'node:child_process'
import { Stop } from '../log.mjs'
import { root } from '../paths.mjs'
import { programName } from './identity.mjs'

/** @param {string} electron the version that is packaged */
export function sbom(electron) {
  const args = ['sbom', '--package-lock-only', '--omit=dev', '--sbom-format=cyclonedx']
  const { status, stdout, stderr } = spawnSync('npm', args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Stop(`npm sbom failed: ${stderr}`)
  const document = JSON.parse(stdout)
  // npm takes the name of the folder, which may be any.
  document.metadata.component.name = programName
  const purl = `pkg:npm/electron@${electron}`
  document.components.push({
    'bom-ref': `electron@${electron}`,
    type: 'framework',
    name: 'electron',
    version: electron,
    purl,
    licenses: [{ license: { id: 'MIT' } }],
  })
  return `${JSON.stringify(document, null, 2)}\n`
}
