import { EventEmitter } from 'node:events'
import type { ProjectId } from '../../core/model/project-id'
import type { ProjectSummary } from '../../core/model/project'
import type { Settings } from '../../core/ipc/app-state'

/**
 * What one part of main tells the others without knowing them: each part is made of those before it, and what is made
 * later listens.
 */
export type Signals = EventEmitter<{
  'settings-saved': [Settings]
  'offline-turned': [boolean]
  /** The server's answers say otherwise than before whether a workspace's key is good. */
  'key-health-changed': []
  'workspaces-changed': []
  'projects-gone': [readonly ProjectSummary[]]
  /** Their workspace was disconnected. */
  'projects-disconnected': [readonly ProjectSummary[]]
  /** Its people were counted, or its key was kept or forgotten. */
  'people-told': [ProjectId]
  /** A project was read or published, or its draft was written. */
  'project-told': [ProjectId]
  /** A look at all projects has ended, or a person silenced or saw something: other problems are told. */
  'problems-changed': []
}>

export const createSignals = (): Signals => new EventEmitter()
