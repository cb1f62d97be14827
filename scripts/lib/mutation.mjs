// Small faults planted one by one (StrykerJS), and what the tests make of them.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { say } from './log.mjs'
import { reportsFolder, root } from './paths.mjs'
import { output, packageBin, run } from './run.mjs'

/**
 * Where a fault costs people most: edits, what is sent, who may send it, what is taken from elsewhere, what is told. Each
 * has a run of its own with the tests beside it, and those of the other rooms that are about it.
 */
const rooms = [
  { place: 'src/core/patch' },
  { place: 'src/core/publish', also: ['test/unit/core/intents'] },
  { place: 'src/main/files/locks' },
  { place: 'src/core/model/guards.ts' },
  { place: 'src/main/services/guards' },
  { place: 'src/main/secrets' },
  { place: 'src/core/draft' },
  { place: 'src/core/intents', also: ['test/unit/core/draft', 'test/unit/core/patch'] },
  { place: 'src/core/take' },
  { place: 'src/core/problems' },
  { place: 'src/main/services/drafts' },
  { place: 'src/main/services/publish' },
]

/**
 * The pattern of StrykerJS for a place.
 *
 * @param place a folder, a file, or lines of a file such as `src/core/take/take.ts:10-20`
 */
export const patternOf = (place) => (/\.ts(:|$)/.test(place) ? place : `${place}/**/*.ts`)

/** Sources that this checkout changed since it left `main`, whether committed or new. */
function changed() {
  const since =
    output('git', ['merge-base', 'HEAD', 'origin/main']) ??
    output('git', ['merge-base', 'HEAD', 'main']) ??
    'HEAD'
  const names = [
    output('git', ['diff', '--name-only', '--diff-filter=d', since]),
    output('git', ['ls-files', '--others', '--exclude-standard']),
  ]
  return names
    .flatMap((lines) => lines?.split('\n') ?? [])
    .filter((name) => /^src\/(core|main)\/.*\.ts$/.test(name) && !name.endsWith('.d.ts'))
}

/** The source that a fault replaces. */
function original(text, { start, end }) {
  const lines = text.split('\n').slice(start.line - 1, end.line)
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1)
  lines[0] = lines[0].slice(start.column - 1)
  return lines.join('\n')
}

/** The tests beside a place: they see most of its faults, and load little. */
function testsBeside(place) {
  const source = place.replace(/:.*$/, '')
  return (source.endsWith('.ts') ? dirname(source) : source).replace(/^src/, 'test/unit')
}

/** Some faults change nothing, such as that of a shortcut or of a check for the type alone. */
const toleratedShare = 0.1

const survived = new Set(['Survived', 'NoCoverage'])
const seen = new Set(['Killed', 'Timeout'])

/** Faults that no test saw, each with what stood there and what was planted. */
function unseen(report) {
  return Object.entries(report.files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => survived.has(status))
      .map(({ location, replacement }) => ({
        file,
        line: location.start.line,
        lines: `${location.start.line}-${location.end.line}`,
        original: original(source, location),
        planted: replacement,
      })),
  )
}

const sameFault = (one, other) =>
  one.file === other.file &&
  one.line === other.line &&
  one.original === other.original &&
  one.planted === other.planted

const oneLine = (text) => text.replaceAll(/\s+/g, ' ')

/**
 * What StrykerJS found.
 *
 * @param name of the run
 * @param reports its JSON report of all faults, and of those that were planted again for more tests
 * @returns counts as of a suite: faults that no test saw are skipped, and failed where they are too many
 */
export function judge(name, [first, ...again]) {
  const left = again
    .map(unseen)
    .reduce(
      (before, still) => before.filter((fault) => still.some((other) => sameFault(fault, other))),
      unseen(first),
    )
  const planted = Object.values(first.files)
    .flatMap(({ mutants }) => mutants)
    .filter(({ status }) => survived.has(status) || seen.has(status)).length
  const isTooMany = left.length > planted * toleratedShare
  return {
    name,
    passed: planted - left.length,
    failed: isTooMany ? left.length : 0,
    skipped: isTooMany ? 0 : left.length,
    failures: left.map(({ file, line, original: was, planted: now }) =>
      oneLine(`${file}:${line}: ${was} -> ${now}`),
    ),
  }
}

/** Runs StrykerJS; its JSON report, or undefined if it did not end. */
async function plantIn(name, places, testFolders) {
  const file = join(reportsFolder, 'mutation', `${name.replaceAll(/[^a-z.]+/g, '-')}.json`)
  rmSync(file, { force: true })
  say(`Planting faults: ${name}`)
  const tests = testFolders.map((folder) => `${folder}/**/*.test.ts`)
  const code = await run(
    process.execPath,
    [
      packageBin('@stryker-mutator/core', 'stryker'),
      'run',
      'test/stryker.config.mjs',
      '--mutate',
      places.map(patternOf).join(','),
      ...(tests.length > 0 ? ['--testFiles', tests.join(',')] : []),
    ],
    { env: { ...process.env, MUTATION_REPORT: file } },
  )
  return code === 0 && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

const notEnded = (name) => ({
  name,
  passed: 0,
  failed: 1,
  failures: ['It did not end'],
  skipped: 0,
})

/**
 * Plants faults in these places, and says which of them no test saw. The reports of StrykerJS are below
 * `out/reports/mutation`, one for each room and one of what was planted again.
 *
 * @param places `changed` for what this checkout changed; none for the rooms of the long run
 * @returns counts as of suites, one for each room
 */
export async function runMutations(places = []) {
  const wanted = places[0] === 'changed' ? changed() : places
  if (places.length > 0 && wanted.length === 0) {
    say('No source of core or main changed.')
    return [{ name: 'mutation', passed: 0, failed: 0, skipped: 0 }]
  }
  const runs =
    wanted.length > 0
      ? [{ name: 'mutation', at: wanted, also: [] }]
      : rooms.map(({ place, also = [] }) => ({ name: `mutation of ${place}`, at: [place], also }))
  const near = new Map()
  for (const { name, at, also } of runs) {
    const beside = [...at.map(testsBeside), ...also].filter((folder) =>
      existsSync(join(root, folder)),
    )
    near.set(name, await plantIn(name, at, beside))
  }
  // What these do not see is planted again, for all tests.
  const rest = [...near.values()]
    .flatMap((report) => (report ? unseen(report) : []))
    .map(({ file, lines }) => `${file}:${lines}`)
  const far = rest.length > 0 ? await plantIn('again', [...new Set(rest)], []) : { files: {} }
  return runs.map(({ name }) => {
    const report = near.get(name)
    return report && far ? judge(name, [report, far]) : notEnded(name)
  })
}
