import { connectionFields } from '../fields/fields'
import { scimFields } from '../fields/scim-fields'
import { connectionKey } from '../model/connection'
import { textMember, type JsonObject } from '../model/json'
import type { Severity } from '../model/severity'
import { connectionProblems } from '../problems/connection-rules'
import { claimedDomains, organizationProblems } from '../problems/organization-rules'
import type { Problem, WrittenProblem } from '../problems/problem'
import { scimProblems } from '../problems/scim-rules'
import type { SetUpFile } from '../set-up-file/form'
import { layOut } from './lay-out'
import { stateOfFolder } from './merge'
import { markerPath, namesOfPair, pairPath, projectPath, teamFileAt, type TeamFile } from './paths'
import type { FolderContents, TeamFolder, TeamProblem } from './team'
import { t } from '../language/translate'

/** An error fails the folder's check. */
export interface TeamFinding extends TeamProblem {
  readonly severity: Severity
  readonly problem?: Problem
}

const errorAt = (path: string, words: string): TeamFinding => ({ path, words, severity: 'error' })

/** Problems of a setup's entries, by the app's rules. */
function setUpProblems({
  organizations,
  connections,
  scimClients = [],
}: SetUpFile): WrittenProblem[] {
  const organizationOf = ({ id, fields }: { id: string; fields: JsonObject }) => ({
    target: { kind: 'organization', key: id } as const,
    status: 'unchanged' as const,
    fields,
    edited: [],
  })
  const claims = claimedDomains(organizations.map(organizationOf))
  const keys = new Set(organizations.map(({ id }) => id))
  return [
    ...organizations.flatMap(({ id, fields }) =>
      organizationProblems({ target: { kind: 'organization', key: id }, fields }, claims),
    ),
    ...connections.flatMap(({ id, protocol, fields: own, withheld }) => {
      const fields = { id, ...own }
      const left = new Set(withheld)
      const judged = connectionFields(protocol).filter(({ name }) => !left.has(name))
      return connectionProblems(
        {
          target: { kind: 'connection', key: connectionKey(protocol, id) },
          // Judges every field, and ignores secrets, which files never have.
          status: 'edited',
          edited: judged.map(({ name }) => name).filter((name) => needsJudging(fields, name)),
          protocol,
          fields,
          server: fields,
        },
        new Set(),
        keys,
      )
    }),
    ...scimClients.flatMap(({ id, fields: own, withheld }) => {
      const fields = { client_id: id, ...own }
      const about = {
        isRepeated: false,
        hasOrganization: keys.has(textMember(fields, 'organization_id') ?? ''),
      }
      const target = { kind: 'scim-client', key: id } as const
      const left = new Set(withheld)
      // Judges every field, and ignores secrets, which files never have.
      const edited = scimFields.map(({ name }) => name)
      return scimProblems(
        { target, status: 'edited', edited, ambiguous: false, fields },
        about,
      ).filter(({ field }) => field === undefined || !left.has(field))
    }),
  ]
}

/** An empty organization link means a social connection. */
const needsJudging = (fields: JsonObject, name: string) =>
  name !== 'organization_id' || textMember(fields, name) !== ''

function ownerWords(kind: WrittenProblem['target']['kind'], name: string): string {
  if (kind === 'organization') return t('Organization “{name}”', { name })
  return kind === 'scim-client'
    ? t('SCIM client “{name}”', { name })
    : t('Connection “{name}”', { name })
}

function ruleFindings({ projects }: TeamFolder): TeamFinding[] {
  return [...projects].flatMap(([name, { file }]) =>
    setUpProblems(file).map((problem) => {
      const { target, name: own, field, severity, message } = problem
      const who = ownerWords(target.kind, own)
      const words = `${who}${field === undefined ? '' : `, ${field}`}: ${message}`
      return { path: projectPath(name), severity, words, problem }
    }),
  )
}

/** Files not in the stable form, or unreadable. */
function formFindings(files: FolderContents['files'], folder: TeamFolder): TeamFinding[] {
  const broken = new Set(folder.problems.map(({ path }) => path))
  const { items } = layOut(stateOfFolder(folder), folder)
  const wanted = new Map([...items.values()].flatMap((own) => [...own]))
  const findings: TeamFinding[] = []
  for (const [path, text] of files) {
    const file = teamFileAt(path)
    const isOwn = file && !['readme', 'attributes', 'marker', 'beside'].includes(file.kind)
    if (!isOwn || broken.has(path)) continue
    const stable = wanted.get(path)
    if (stable === undefined) {
      findings.push(errorAt(path, whyUnused(folder, file)))
    } else if (stable !== text) {
      const words = text.includes('\r\n')
        ? t('It has Windows line ends: the app would write it with others')
        : t('It is not in the stable form: the app would write it differently')
      findings.push(errorAt(path, words))
    }
  }
  const missing = [...wanted.keys()].filter((path) => !files.has(path) && !broken.has(path))
  return [
    ...findings,
    ...missing.map((path) => errorAt(path, t('It is missing: the app would write it'))),
  ]
}

function whyUnused({ mappers, projects }: TeamFolder, file: TeamFile): string {
  if (file.kind === 'publish') return t('There is no {path}', { path: projectPath(file.name) })
  const text = 'folder' in file ? mappers.get(file.folder)?.text : undefined
  const same = [...mappers].filter(([, mapper]) => mapper.text === text).map(([name]) => name)
  const used = new Set([...projects.values()].flatMap(({ uses }) => [...uses.values()]))
  return same.length > 1 && same.some((name) => used.has(name))
    ? t('It is the same mapper as {path}: the app would write one of them', {
        path: `mappers/${same[0] ?? ''}`,
      })
    : t('No project of the folder uses this mapper')
}

function pairFindings({ pairs, projects, problems }: TeamFolder): TeamFinding[] {
  const broken = new Set(problems.map(({ path }) => path))
  return [...pairs.keys()].flatMap((name) => {
    const { left, right } = namesOfPair(name)
    return [left, right]
      .filter((project) => !projects.has(project) && !broken.has(projectPath(project)))
      .map((project) =>
        errorAt(pairPath(name), t('There is no {path}', { path: projectPath(project) })),
      )
  })
}

/** Notes of a pair about entities that neither project has. */
function goneFindings({ pairs, projects }: TeamFolder): TeamFinding[] {
  return [...pairs].flatMap(([name, { matched }]) => {
    const { left, right } = namesOfPair(name)
    const keysOf = (project: string) => {
      const file = projects.get(project)?.file
      const connections = file?.connections ?? []
      return new Set([
        ...(file?.organizations ?? []).map(({ id }) => id),
        ...connections.map(({ protocol, id }) => connectionKey(protocol, id)),
        ...(file?.scimClients ?? []).map(({ id }) => id),
      ])
    }
    const [ours, theirs] = [keysOf(left), keysOf(right)]
    const gone = matched.filter((pair) => !ours.has(pair.left) || !theirs.has(pair.right))
    return gone.map((pair) => ({
      path: pairPath(name),
      severity: 'warning' as const,
      words: t('It matches {left} and {right}, which are not both there any more', {
        left: pair.left,
        right: pair.right,
      }),
    }))
  })
}

/** All findings of a folder: unusable, unsafe or unstable files, setup problems, and pairs of missing projects. */
export function checkTeamFolder(contents: FolderContents, folder: TeamFolder): TeamFinding[] {
  if (folder.refused !== undefined) return [errorAt(markerPath, folder.refused)]
  const isEmpty = folder.projects.size + folder.pairs.size + folder.mappers.size === 0
  const noMarker = contents.files.has(markerPath)
    ? []
    : [errorAt(markerPath, t('It is missing: this is no team folder'))]
  return [
    ...noMarker,
    ...folder.problems.map(({ path, words }) => errorAt(path, words)),
    ...formFindings(contents.files, folder),
    ...pairFindings(folder),
    ...goneFindings(folder),
    ...ruleFindings(folder),
    ...(isEmpty && folder.problems.length === 0
      ? [{ ...errorAt('.', t('The folder has no projects yet')), severity: 'warning' as const }]
      : []),
  ]
}
