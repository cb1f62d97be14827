import type { PairMemory } from '../compare/memory'
import type { NamedCase } from '../mapper/cases/merge'
import type { SetUpFile } from '../set-up-file/form'
import type { TeamPublish } from './publish-file'

/** Goes up when a reader of the version before would misread a team folder. */
export const teamVersion = 1

/** What people say of a mapper: what it is called, and what has to come out of it. */
export interface TeamNotes {
  readonly name: string
  readonly notes: string
  /** By file name; each names the mapper by a file beside it. */
  readonly cases: readonly NamedCase[]
}

export const noNotes: TeamNotes = { name: '', notes: '', cases: [] }

/** What a team shares, of the app or of a folder. It holds no secret. */
export interface TeamState {
  /** By name, see `projectName`; texts of mappers and metadata in their inline form. */
  readonly projects: ReadonlyMap<string, SetUpFile>
  /** The publish that a project's set-up stands for, where it is known. */
  readonly published: ReadonlyMap<string, TeamPublish>
  /** By name, see `pairName`; the project that comes first in it is on the left. */
  readonly pairs: ReadonlyMap<string, PairMemory>
  /** By SHA-512 of the mapper's text in lower-case hex. */
  readonly mappers: ReadonlyMap<string, TeamNotes>
}

/** One thing that is written, taken or compared as a whole. */
export interface TeamItem {
  readonly kind: 'project' | 'pair' | 'mapper'
  /** Name of a project or pair, or the hash of a mapper's text. */
  readonly name: string
}

/** What is wrong with a file, in words. */
export interface TeamProblem {
  readonly path: string
  readonly words: string
}

/** A project of a folder, with the folder of the mapper of each of its owners, by the owner's key. */
export interface FolderProject {
  readonly file: SetUpFile
  readonly uses: ReadonlyMap<string, string>
}

/** A mapper of a folder, by the name of its own folder. */
export interface FolderMapper extends TeamNotes {
  readonly text: string
  readonly hash: string
}

/** What a team folder holds, as far as it could be read. */
export interface TeamFolder {
  readonly projects: ReadonlyMap<string, FolderProject>
  readonly published: ReadonlyMap<string, TeamPublish>
  readonly pairs: ReadonlyMap<string, PairMemory>
  readonly mappers: ReadonlyMap<string, FolderMapper>
  readonly problems: readonly TeamProblem[]
  /** Why nothing of it may be read or written, in words. */
  readonly refused?: string
}

/** The text of each file of a folder, by path, and what could not be read. */
export interface FolderContents {
  readonly files: ReadonlyMap<string, string>
  readonly problems: readonly TeamProblem[]
  /** Why none of it is read, in words. */
  readonly refused?: string
}

export const itemId = ({ kind, name }: TeamItem): string => `${kind} ${name}`
