// `npm run release -- DIR`: what a release has beside its packages, written into the folder with them: SHA256SUMS, the list of
// what is in them (sso-workbench.cdx.json), and the signed feed (updates.json) where RELEASE_SIGNING_KEY is set.
// `npm run release -- --new-keys` prints a new pair of keys. The release workflow calls it.
import { readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { main, say, Stop } from './lib/log.mjs'
import { writeChecksums } from './lib/package/checksums.mjs'
import { appFacts } from './lib/package/facts.mjs'
import { newKeys, signedFeed } from './lib/package/feed.mjs'
import { programName } from './lib/package/identity.mjs'
import { isPackage } from './lib/package/release.mjs'
import { sbom } from './lib/package/sbom.mjs'

await main(() => {
  const [argument] = process.argv.slice(2)
  if (argument === '--new-keys') return printKeys()
  if (!argument) throw new Stop('Give the folder with the packages.')
  return writeRelease(resolve(argument))
})

function printKeys() {
  for (const [name, value] of Object.entries(newKeys())) process.stdout.write(`${name}=${value}\n`)
  say('RELEASE_SIGNING_KEY is a secret of the workflow, RELEASE_PUBLIC_KEY a variable.')
}

function writeRelease(folder) {
  const { version, pinned } = appFacts()
  const names = readdirSync(folder).filter(isPackage).sort()
  if (names.length === 0) throw new Stop(`There are no packages in ${folder}.`)
  const foreign = names.filter((name) => name.includes('+electron'))
  if (foreign.length > 0)
    throw new Stop(`Made for trying, not for a release: ${foreign.join(', ')}.`)
  const list = `${programName}.cdx.json`
  writeFileSync(join(folder, list), sbom(pinned))
  const others = [list]
  const { RELEASE_SIGNING_KEY: signingKey, RELEASE_PUBLIC_KEY: publicKey } = process.env
  if (signingKey && publicKey) {
    // Seconds, so that each release has a higher number than all before it.
    const sequence = Math.floor(Date.now() / 1000)
    const feed = signedFeed({ folder, names, version, sequence, signingKey, publicKey })
    writeFileSync(join(folder, 'updates.json'), feed)
    others.push('updates.json')
  } else say('No feed: RELEASE_SIGNING_KEY and RELEASE_PUBLIC_KEY are not both set.')
  writeChecksums(folder, [...names, ...others])
  for (const name of [...names, ...others, 'SHA256SUMS']) process.stdout.write(`${name}\n`)
}
