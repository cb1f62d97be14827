import { contentHash } from '../../../core/model/mapper-text'
import { InvalidIdError } from '../../../core/errors/invalid-id-error'
import { projectFileName, type ProjectId } from '../../../core/model/project-id'

/** The mapper's text beside its cases, which name it. */
export const mapperFile = 'mapper.jsonnet'

/** Path below `cases`, with slashes; created only in this file. */
export type CaseFolder = string & { readonly caseFolder: true }

const hashPattern = /^[0-9a-f]{128}$/

/** Cases by SHA-512 of the mapper's text, shared by all projects. */
export function casesOfMapper(sha512: string): CaseFolder {
  if (!hashPattern.test(sha512)) throw new InvalidIdError('Not a SHA-512 in lower-case hex')
  // Checked above; only this file creates the type.
  return sha512 as CaseFolder
}

export const workingParent = (projectId: ProjectId): string =>
  `working/${projectFileName(projectId)}`

/** Cases of an edited mapper, by the hash of the connection's key (any character can occur). */
export function workingCases(projectId: ProjectId, connectionKey: string): CaseFolder {
  const hash = contentHash(new TextEncoder().encode(connectionKey)).slice(0, 32)
  // A hash inside our own folder; only this file creates the type.
  return `${workingParent(projectId)}/${hash}` as CaseFolder
}

export const isWorking = (folder: CaseFolder): boolean => folder.startsWith('working/')
