// The licences of the npm packages that are bundled into the app, which these licences ask to be passed on.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../paths.mjs'

const text = /^(licen[cs]e|copying|notice)/i

/** All of them as one text, in the order of the names. */
export function npmLicences() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev && existsSync(join(root, path)))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([path]) => licenceOf(path))
    .join(`\n${'-'.repeat(80)}\n\n`)
}

function licenceOf(path) {
  const folder = join(root, path)
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const texts = readdirSync(folder)
    .filter((file) => text.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim())
  return `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`
}
