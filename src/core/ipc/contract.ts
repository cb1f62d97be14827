import { z } from 'zod'
import { commandNames } from '../app-commands/app-commands'
import { errorCodes } from '../errors/app-error'
import type { Result } from '../errors/result'
import { checkReportSchema, checkStepSchema } from '../check/report'
import { draftSchema } from '../draft/draft'
import { entrySchema } from '../draft/journal'
import { publishRecordSchema, publishSummarySchema } from '../publish/publish-history'
import { jsonObjectSchema } from '../model/json'
import { workspaceSchema } from '../model/project'
import { snapshotSchema } from '../model/snapshot'
import { externalLinkNames } from '../urls/links'
import { appStateSchema, noticeSchema, settingsPartSchema, settingsSchema } from './app-state'
import { newPortalLinkSchema, portalHostSchema, portalLinkSchema } from './portal-links'
import { mapperLabEvents, mapperLabRequests } from './mapper-lab'
import { publishOutcomeSchema } from './publish-outcome'
import { searchRequests } from './search'
import { radarEvents, radarRequests } from './radar'
import { windowEvents, windowRequests } from './window-state'
import { whoRequests } from './who'
import { setUpFileRequests } from './set-up-files'
import { trashItemSchema, trashRestoredSchema } from './trash'
import { interruptedPublishSchema, madeRevertSchema, settledPublishSchema } from './publish-history'

/** Marks the inputs whose value is a secret; the log leaves marked members out. */
export const secretInput = z.string().min(1).max(10_000).meta({ secret: true })

const nothing = z.object({})
const projectId = z.uuid()
const workspaceId = z.string().min(1).max(100)
const apiAddress = z.string().max(300)
const connectionKey = z.string().min(1).max(400)
/** One organization, and one of its links, on the server. */
const organization = z.object({ projectId, organizationId: z.uuid() })
/** Required in production: the project's slug, as a person typed it. */
const confirmation = { confirmedSlug: z.string().max(200).optional() }
/** One publish in a project's history. */
const publish = z.object({ projectId, id: z.uuid() })
const link = organization.extend({ linkId: z.string().min(1).max(100) })

const draftOnDiskSchema = z.object({
  draft: draftSchema.optional(),
  /** Number of the draft's last entry on disk. It goes up with every write, whichever window writes. */
  sequence: z.number().optional(),
})

/** The last known state of a project, from disk: no request is made. */
export const openedProjectSchema = draftOnDiskSchema.extend({ snapshot: snapshotSchema.optional() })

const request = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
) => ({ input, output })

/** Every request of the renderer. Names are `noun.verb`; permanent once shipped. */
export const requests = {
  ...mapperLabRequests,
  ...searchRequests,
  ...radarRequests,
  ...windowRequests,
  ...whoRequests,
  ...setUpFileRequests,
  'app.read': request(nothing, appStateSchema),
  /**
   * Connects every workspace that the key opens. Files, snapshots and drafts of them are kept;
   * `apiAddress` must be an origin. On an Electron out of support an address beyond this computer needs
   * `acceptOldElectron`, which a person gave.
   */
  'workspace.connect': request(
    z.object({ apiKey: secretInput, apiAddress, acceptOldElectron: z.boolean().optional() }),
    z.array(workspaceSchema).min(1),
  ),
  /** Starts the local stand-in and connects its workspaces. */
  'workspace.open-demo': request(nothing, z.array(workspaceSchema)),
  'workspace.replace-key': request(
    z.object({ workspaceId, apiKey: secretInput, apiAddress }),
    workspaceSchema,
  ),
  /**
   * A key of an earlier version may be sent to this address, which is the workspace's as it was shown:
   * refused where it is another by now.
   */
  'workspace.confirm-address': request(z.object({ workspaceId, apiAddress }), workspaceSchema),
  /** The person uses this workspace on an Electron out of support, until the app is closed. */
  'workspace.accept-old-electron': request(z.object({ workspaceId }), nothing),
  /** Deletes the key from the keychain; the rest can be brought back from the trash. */
  'workspace.disconnect': request(z.object({ workspaceId }), nothing),
  /** Lists the workspace's projects anew. */
  'workspace.refresh': request(z.object({ workspaceId }), workspaceSchema),
  'project.open': request(z.object({ projectId }), openedProjectSchema),
  /** Reads project and organizations from the API and stores the snapshot. */
  'project.read': request(z.object({ projectId }), snapshotSchema),
  /** A person has taken note of what shows that connections were written as a whole. */
  'project.note-whole-writes': request(z.object({ projectId }), nothing),
  /**
   * Text of a mapper, or of stored metadata, from its storage URL, its hash checked; the URL must be
   * in the snapshot, or be what an edit of the saved draft began with.
   */
  'mapper.read': request(
    z.object({
      projectId,
      mapperUrl: z.string().max(2_000_000),
      kind: z.enum(['mapper', 'metadata']).optional(),
    }),
    z.object({ text: z.string() }),
  ),
  /**
   * The IdP metadata of a SAML connection of the saved draft, as text. Stored and inline metadata is
   * read as it is; an address of the identity provider's own is asked, so a person has to want it.
   */
  'metadata.read': request(
    z.object({ projectId, connectionKey }),
    z.object({ text: z.string(), address: z.string().optional() }),
  ),
  /** Asks the server for the organizations with a domain and takes them into the snapshot. */
  'organization.find': request(
    z.object({ projectId, domain: z.string().min(1).max(253) }),
    z.object({ snapshot: snapshotSchema, organizationIds: z.array(z.string()) }),
  ),
  /** Whether each connection is enabled, from the normalized form, which not every server gives. */
  'connection.states': request(
    z.object({ projectId }),
    z.object({ states: z.record(z.string(), z.enum(['enabled', 'disabled'])).optional() }),
  ),
  /** Projects on this disk, beside this one, that have a connection with the same id. */
  'connection.elsewhere': request(
    z.object({ projectId, connectionKey }),
    z.array(z.object({ projectId: z.string(), name: z.string(), organizations: z.number() })),
  ),
  /**
   * Reads what the identity provider publishes; sends no key and no secret. `privateHost` is that of the
   * question which a report asked, answered with yes: no other private host is read.
   */
  'connection.check': request(
    z.object({ projectId, connectionKey, privateHost: z.string().max(300).optional() }),
    checkReportSchema,
  ),
  /** The last check of each connection, by its key. */
  'connection.checks': request(z.object({ projectId }), z.record(z.string(), checkReportSchema)),
  'portal-link.list': request(
    organization,
    z.object({ links: z.array(portalLinkSchema), hosts: z.array(portalHostSchema) }),
  ),
  /** The answer holds the link's address, a secret: it is shown once and kept nowhere. */
  'portal-link.create': request(
    organization.extend({ link: newPortalLinkSchema, ...confirmation }),
    z.object({ link: portalLinkSchema, url: z.string() }),
  ),
  'portal-link.update': request(
    link.extend({
      enableSso: z.boolean(),
      enableScim: z.boolean(),
      expiresAt: z.iso.datetime(),
      ...confirmation,
    }),
    portalLinkSchema,
  ),
  'portal-link.delete': request(link.extend(confirmation), nothing),
  /**
   * Puts the link's address on the clipboard for a minute; it does not pass through the window.
   */
  'portal-link.copy': request(link, nothing),
  /** The draft as it is on disk; without one, the project has none. */
  'draft.read': request(z.object({ projectId }), draftOnDiskSchema),
  /**
   * Replaces the draft on disk as a whole. `draft.stale` unless `after` is the number of the last entry
   * there, or absent where the project has no draft: another window wrote it meanwhile, and what it
   * wrote comes as an event, or by `draft.read`. `publish.running` while the project is published. The
   * answer is what the next write goes on from; absent: a draft without anything to keep leaves no file.
   */
  'draft.save': request(
    z.object({ draft: draftSchema, after: z.number().int().nonnegative().optional() }),
    z.object({ sequence: z.number().optional() }),
  ),
  /**
   * Adds to the journal of the draft on disk. `draft.stale` unless `after` is the number of the last
   * entry there, `publish.running` while the project is published; see `draft.save`.
   */
  'draft.append': request(
    z.object({
      projectId,
      after: z.number().int().nonnegative(),
      entries: z.array(entrySchema).min(1),
    }),
    z.object({ sequence: z.number() }),
  ),
  /** Puts the draft into the trash, and deletes the secrets that it held. */
  'draft.discard': request(z.object({ projectId }), nothing),
  /**
   * Publishes the saved draft. `shown` is `planText` of what the person saw; `excluded` the ids of
   * changes left out; `confirmedSlug` is required in production, and so is each domain in
   * `confirmedLockOuts` whose people could sign in and can no more: `publish.lock-out` without it.
   */
  'draft.publish': request(
    z.object({
      projectId,
      excluded: z.array(z.string()),
      shown: z.string(),
      confirmedSlug: z.string().optional(),
      confirmedLockOuts: z.array(z.string().max(300)).max(50_000).optional(),
    }),
    publishOutcomeSchema,
  ),
  /** A publish that the app was ended in; nothing while one runs. */
  'interrupted-publish.read': request(
    z.object({ projectId }),
    z.object({ interrupted: interruptedPublishSchema.optional() }),
  ),
  /** Reads the project and finds out what was done; the rest stays in the draft. */
  'interrupted-publish.settle': request(z.object({ projectId }), settledPublishSchema),
  /** Only takes note of it in the history: the draft stays as it is. */
  'interrupted-publish.leave': request(z.object({ projectId }), nothing),
  /** Newest first. */
  'publish-history.list': request(z.object({ projectId }), z.array(publishSummarySchema)),
  'publish-history.read': request(publish, publishRecordSchema),
  /** Asks where to save it as JSON; no name in the answer: it was cancelled. */
  'publish-history.export': request(publish, z.object({ name: z.string().optional() })),
  /** Makes the inverse of a publish part of the saved draft, as one step. */
  'publish-history.revert': request(publish, madeRevertSchema),
  /** What was thrown away and can be brought back for 30 days, the newest first. */
  'trash.list': request(nothing, z.array(trashItemSchema)),
  /** Where the project has a draft now, nothing happens unless `replace`: it then goes to the trash. */
  'trash.restore': request(z.object({ id: z.uuid(), replace: z.boolean() }), trashRestoredSchema),
  /** Deletes one thing for good. */
  'trash.delete': request(z.object({ id: z.uuid() }), nothing),
  'trash.empty': request(nothing, nothing),
  /** Which of the draft's secrets the keychain cannot give back: they have to be typed again. */
  'secret.check': request(
    z.object({ projectId, references: z.array(z.uuid()).max(10_000) }),
    z.object({ missing: z.array(z.string()) }),
  ),
  /** Puts a typed secret into the keychain under a reference that the draft will hold. */
  'secret.put': request(z.object({ projectId, reference: z.uuid(), value: secretInput }), nothing),
  /** Takes such secrets out again, as when a form is cancelled; what a draft holds stays. */
  'secret.drop': request(z.object({ projectId, references: z.array(z.uuid()).max(1000) }), nothing),
  /** Changes the settings that are given; the others stay as any window last saved them. */
  'settings.save': request(z.object({ settings: settingsPartSchema }), nothing),
  'link.open': request(z.object({ link: z.enum(externalLinkNames) }), nothing),
  /**
   * Writes text to the clipboard: the window itself has no such permission. A secret is cleared from it
   * after a minute.
   */
  'clipboard.write': request(
    z.object({ text: z.string().max(2_000_000), isSecret: z.boolean().optional() }),
    nothing,
  ),
  /** What went wrong in the page without anybody waiting for it: it is logged, and told. */
  'app.report': request(z.object({ text: z.string().max(4000) }), nothing),
  /** Asks where to save a text; the answer has the file's name, or nothing when it was cancelled. */
  'file.save-text': request(
    z.object({
      suggestedName: z.string().regex(/^[\w.-]{1,100}\.(?:md|txt|json)$/),
      text: z.string().max(2_000_000),
    }),
    z.object({ name: z.string().optional() }),
  ),
  /**
   * A page that held its window, for edits on their way to disk, has tried to write them: the window
   * goes when they are there, and the person is asked when not.
   */
  'window.settled': request(z.object({ saved: z.boolean() }), nothing),
  /** Prints the page; what a page prints is said by its print styles. */
  'page.print': request(nothing, z.object({ printed: z.boolean() })),
} as const

export type RequestName = keyof typeof requests
export type RequestInput<Name extends RequestName> = z.infer<(typeof requests)[Name]['input']>
export type RequestOutput<Name extends RequestName> = z.infer<(typeof requests)[Name]['output']>

/**
 * What main tells without being asked: the progress of a request to the window that made it, a menu
 * command to the window in front, and all else to every window.
 */
export const events = {
  ...mapperLabEvents,
  ...radarEvents,
  ...windowEvents,
  /**
   * Another window added to a draft: `entries` go on from entry `after`, and `sequence` is the number of
   * the last one. The window that wrote it has the answer to its request instead. Answers and events may
   * overtake each other: what is numbered up to the own number is known already; and where `after` is
   * not the own number once no write of one's own is on its way, `draft.read` gives the whole.
   */
  'draft.appended': z.object({
    projectId: z.string(),
    after: z.number(),
    entries: z.array(entrySchema),
    sequence: z.number(),
  }),
  /**
   * Another window, or main for it, put another draft in the place of the project's: by a whole save, a
   * publish, a revert, or from the trash. Without a draft it is gone. Numbered as `draft.appended` is.
   */
  'draft.replaced': draftOnDiskSchema.extend({ projectId: z.string() }),
  /**
   * Main has a newer state of a project, read or published for another window. Where a draft moved onto
   * it, `draft.replaced` came before.
   */
  'project.changed': z.object({ projectId: z.string(), snapshot: snapshotSchema }),
  /** Another window saved settings: these are all of them now. */
  'settings.changed': z.object({ settings: settingsSchema }),
  'notice.add': noticeSchema,
  'menu.command': z.object({ command: z.enum(commandNames) }),
  'read.progress': z.object({ projectId: z.string(), organizations: z.number() }),
  /** A page of a first reading: shown before the rest is there. */
  'read.page': z.object({ projectId: z.string(), organizations: z.array(jsonObjectSchema) }),
  /**
   * A request waits to be made again; `until` is an ISO 8601 time. `attempt` is 0 while an answer that
   * began is waited for.
   */
  'request.waiting': z.object({
    projectId: z.string().optional(),
    code: z.enum(errorCodes),
    /** What came that an API does not answer, and from where. */
    answered: z.string().optional(),
    attempt: z.number(),
    of: z.number(),
    until: z.string(),
  }),
  'check.progress': z.object({
    projectId: z.string(),
    connectionKey: z.string(),
    step: checkStepSchema,
  }),
  /** The computer woke up, or the network came back: what could not be read may be now. */
  'network.changed': z.object({}),
  'publish.progress': z.object({
    projectId: z.string(),
    step: z.number(),
    of: z.number(),
    request: z.string(),
  }),
} as const

export type EventName = keyof typeof events
export type EventPayload<Name extends EventName> = z.infer<(typeof events)[Name]>

/** The three IPC channels. */
export const channels = { request: 'request', event: 'event', cancel: 'cancel' } as const

/** What the preload script gives the page, as `window.bridge`. */
export interface Bridge {
  /** Never rejects. `callId` names the call for `cancel`; any unique text. */
  request<Name extends RequestName>(
    name: Name,
    input: RequestInput<Name>,
    callId: string,
  ): Promise<Result<RequestOutput<Name>>>
  /** Ends the call with `request.cancelled`; nothing happens when it has ended. */
  cancel(callId: string): void
  /** @returns a function that ends the subscription. */
  subscribe<Name extends EventName>(
    name: Name,
    listener: (payload: EventPayload<Name>) => void,
  ): () => void
}
