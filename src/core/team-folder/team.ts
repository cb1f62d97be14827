import type { PairMemory } from '../compare/memory'
import type { NamedCase } from '../mapper/cases/merge'
import type { SetUpFile } from '../set-up-file/form'
import type { TeamPublish } from './publish-file'

/** Increases when earlier readers would misread the folder. */
export const teamVersion = 1

/** A mapper's name, notes and cases. */
export interface TeamNotes {
  readonly name: string
  readonly notes: string
  /** By file name; each refers to the mapper beside it. */
  readonly cases: readonly NamedCase[]
}

export const noNotes: TeamNotes = { name: '', notes: '', cases: [] }

/** Shared state of an app or folder; holds no secret. */
export interface TeamState {
  /** By `projectName`; mappers and metadata inline. */
  readonly projects: ReadonlyMap<string, SetUpFile>
  /** Publishes behind the setups, if known. */
  readonly published: ReadonlyMap<string, TeamPublish>
  /** By `pairName`; the first project is on the left. */
  readonly pairs: ReadonlyMap<string, PairMemory>
  /** By lower-case hex SHA-512 of the text. */
  readonly mappers: ReadonlyMap<string, TeamNotes>
}

/** Smallest unit to write, load or compare. */
export interface TeamItem {
  readonly kind: 'project' | 'pair' | 'mapper'
  /** Project or pair name, or a mapper text's hash. */
  readonly name: string
}

export interface TeamProblem {
  readonly path: string
  readonly words: string
}

/** A folder's project, with the mapper folder by owner key. */
export interface FolderProject {
  readonly file: SetUpFile
  readonly uses: ReadonlyMap<string, string>
}

/** A folder's mapper, by its own folder's name. */
export interface FolderMapper extends TeamNotes {
  readonly text: string
  readonly hash: string
}

/** The readable content of a folder. */
export interface TeamFolder {
  readonly projects: ReadonlyMap<string, FolderProject>
  readonly published: ReadonlyMap<string, TeamPublish>
  readonly pairs: ReadonlyMap<string, PairMemory>
  readonly mappers: ReadonlyMap<string, FolderMapper>
  readonly problems: readonly TeamProblem[]
  /** Why the folder must not be used. */
  readonly refused?: string
}

/** Text by path, and unreadable files. */
export interface FolderContents {
  readonly files: ReadonlyMap<string, string>
  readonly problems: readonly TeamProblem[]
  /** Why nothing was read. */
  readonly refused?: string
}

export const itemId = ({ kind, name }: TeamItem): string => `${kind} ${name}`
