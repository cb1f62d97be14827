import { contentHash } from '../../../core/model/mapper-text'

/** The mapper's text beside its cases: what a case file names. */
export const mapperFile = 'mapper.jsonnet'

/** A folder of cases by its path below `cases`, with slashes; only made here. */
export type CaseFolder = string & { readonly caseFolder: true }

const hashPattern = /^[0-9a-f]{128}$/
const projectPattern = /^[A-Za-z0-9-]{1,100}$/

/** Cases of a mapper's text, by its SHA-512: they are the same in every project that has it. */
export function casesOfMapper(sha512: string): CaseFolder {
  if (!hashPattern.test(sha512)) throw new Error('Not a SHA-512 in lower-case hex')
  // The name is checked: this is where such folders are made.
  return sha512 as CaseFolder
}

/** Where the working folders of a project lie. */
export function workingParent(projectId: string): string {
  if (!projectPattern.test(projectId)) throw new Error('Not a project id')
  return `working/${projectId}`
}

/**
 * Cases of a connection whose mapper is edited in the draft: with every key it has another hash. A
 * connection's key may hold any character, so the folder has its hash.
 */
export function workingCases(projectId: string, connectionKey: string): CaseFolder {
  const hash = contentHash(new TextEncoder().encode(connectionKey)).slice(0, 32)
  // A hash in a folder of ours: this is where such folders are made.
  return `${workingParent(projectId)}/${hash}` as CaseFolder
}

export const isWorking = (folder: CaseFolder): boolean => folder.startsWith('working/')
