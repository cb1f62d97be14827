// `npm run package`: makes the packages that this system can, into dist/, and says which it cannot and why. Options after
// `--`: `--only=deb` makes only these (names as in the list at the end), `--output=DIR` writes elsewhere, `--quick`
// compresses less, `--app-version=1.2.3` gives the app another version; the last two are for tests.
import { readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { main, say } from './lib/log.mjs'
import { writeChecksums } from './lib/package/checksums.mjs'
import { makeDeb } from './lib/package/deb.mjs'
import { appFacts, canFetchHelpers, electronAt, hasCommand } from './lib/package/facts.mjs'
import { builderConfig } from './lib/package/builder-config.mjs'
import { isPackage, packageVersion, releaseFrom } from './lib/package/release.mjs'
import { archsFor, plannedTargets } from './lib/package/targets.mjs'
import { preparePackagingTools } from './lib/package/tools.mjs'
import { builder, buildUnpacked } from './lib/package/unpacked.mjs'
import { root } from './lib/paths.mjs'
import { build, prepare } from './lib/prepare.mjs'

const { platform } = process

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    'app-version': { type: 'string' },
    output: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
})
const only = options.only?.split(',')
const isAsked = (name) => only === undefined || only.includes(name)
const output = resolve(root, options.output ?? 'dist')

await main(async () => {
  const electron = electronAt(await prepare())
  await preparePackagingTools()
  await build()
  const { version: own, pinned } = appFacts()
  const version = options['app-version'] ?? own
  const names = { version, pinned, electron: electron.version }
  const facts = {
    version,
    packageVersion: packageVersion(names),
    electron: electron.version,
    output,
    release: releaseFrom(process.env),
    env: process.env,
  }
  sayElectron(names)
  const targets = plannedTargets({ platform, hasHelpers: await canFetchHelpers(), hasCommand })
  for (const arch of archsFor(platform, process.arch)) {
    // Electron for another processor is downloaded.
    await makeFor({
      ...facts,
      arch,
      targets,
      dist: arch === process.arch ? electron.folder : undefined,
    })
  }
  return summary(targets)
})

function sayElectron({ pinned, electron }) {
  if (electron === pinned) return
  say(`This package has Electron ${electron}, not ${pinned}, which could not be had here.`)
  say(
    'That one gets no security fixes any more: the package is for trying and for tests, and its name says so.',
  )
}

/** The packages for one processor. */
async function makeFor({ targets, ...facts }) {
  const folder = await buildUnpacked(facts)
  say(`The app as a folder: ${relative(root, folder)}`)
  const config = builderConfig(facts)
  for (const { name, whyNot } of targets) {
    if (whyNot !== undefined || !isAsked(name)) continue
    say(`Making ${name} for ${facts.arch} ...`)
    if (name === 'deb') {
      await makeDeb({
        ...facts,
        unpacked: folder,
        version: facts.packageVersion,
        compression: options.quick ? 'gzip' : 'xz',
      })
    } else {
      const make = builder()
      await make([name], facts.arch, config, {
        prepackaged: platform === 'darwin' ? join(folder, `${config.productName}.app`) : folder,
      })
    }
  }
}

/** What was made and what was not; fails where something that was asked for could not be made. */
function summary(targets) {
  const made = readdirSync(output).filter(isPackage).sort()
  writeChecksums(output, made)
  for (const file of made) process.stdout.write(`${relative(root, join(output, file))}\n`)
  for (const { name, system, whyNot } of targets)
    if (whyNot !== undefined && isAsked(name)) say(`No ${name} for ${system}: ${whyNot}.`)
  const missed = only?.filter((name) =>
    targets.some((target) => target.name === name && target.whyNot !== undefined),
  )
  return missed !== undefined && missed.length > 0 ? 1 : 0
}
