import { z } from 'zod'
import { commandNames } from '../app/commands/app-commands'
import { allOrganizationsRequests, searchRequests } from './all-organizations'
import {
  attentionRequests,
  secretEndEvents,
  secretEndRequests,
  radarEvents,
  radarRequests,
  readProjectsRequests,
} from './radar'
import {
  diagnosticsRequests,
  appStateSchema,
  noticeSchema,
  settingsPartSchema,
  settingsSchema,
  updateEvents,
  updateRequests,
} from './app-state'
import {
  draftsRequests,
  publishOutcomeSchema,
  publishStepSchema,
  interruptedPublishSchema,
  publishHistoryRequests,
  settledPublishSchema,
} from './publish'
import { compareEvents, compareRequests, namedValuesRequests, promoteRequests } from './compare'
import { teamFolderEvents, teamFolderRequests } from './team-folder'
import { errorCodes } from '../errors/app-error'
import type { Result } from '../errors/result'
import { draftSchema } from '../draft/draft'
import { entrySchema } from '../draft/journal'
import { jsonObjectSchema } from '../model/json-schema'
import { workspaceSchema } from '../model/project'
import { snapshotSchema } from '../model/snapshot'
import { whySchema } from '../publish/why'
import { externalLinkNames } from '../links/external-links'
import { projectPageNames } from '../links/project-pages'
import { answerRequests } from './parts'
import { checkRequests, lookUpTxtRequests, metadataRequests, tryConnectionRequests } from './check'
import { peopleEvents, peopleRequests } from './people'
import { newPortalLinkSchema, portalHostSchema, portalLinkSchema } from './portal-links'
import { mapperLabRequests } from './mapper-editor'
import { bulkRequests } from './bulk'
import { confirmedSchema } from '../publish/confirmation'
import { guardEvents, guardRequests, workspaceRequests } from './workspaces'
import { allMappersEvents, allMappersRequests } from './all-mappers'
import { nothing, request, secretInput } from './common'
import { windowEvents, windowRequests } from './window-state'
import { setUpFileEvents, setUpFileRequests } from './set-up-files'
import { trashItemSchema, trashRestoredSchema } from './trash'
import {
  connectionKeySchema,
  organizationIdSchema,
  portalLinkIdSchema,
  projectIdSchema,
  secretReferenceSchema,
  trashIdSchema,
  workspaceIdSchema,
} from './ids'

const projectId = projectIdSchema
const workspaceId = workspaceIdSchema
const apiAddress = z.string().max(300)
const connectionKey = connectionKeySchema
const organization = z.object({ projectId, organizationId: organizationIdSchema })
/** Production needs the project's slug, else `guard.slug`. */
const confirmation = { confirmedSlug: z.string().max(200).optional() }
const link = organization.extend({ linkId: portalLinkIdSchema })

const draftOnDiskSchema = z.object({
  draft: draftSchema.optional(),
  /** Sequence number of the draft's last entry; every write from any window increases it. */
  sequence: z.number().optional(),
})

/** A project's last known state, from disk. */
export const openedProjectSchema = draftOnDiskSchema.extend({ snapshot: snapshotSchema.optional() })

/** Number of changes in a draft, for windows that show another project. */
const changeCount = z.number()

/** Every request of the renderer, as `noun.verb`; names never change once shipped. */
export const requests = {
  ...answerRequests,
  ...mapperLabRequests,
  ...allMappersRequests,
  ...searchRequests,
  ...radarRequests,
  ...secretEndRequests,
  ...readProjectsRequests,
  ...attentionRequests,
  ...publishHistoryRequests,
  ...windowRequests,
  ...allOrganizationsRequests,
  ...setUpFileRequests,
  ...bulkRequests,
  ...draftsRequests,
  ...guardRequests,
  ...workspaceRequests,
  'app.read': request(nothing, appStateSchema),
  /**
   * Connects every workspace that the key can access and keeps their files. `apiAddress` must be an origin. On an
   * unsupported Electron, a remote address needs `acceptOldElectron` and consent in a dialog of main. `demo` starts
   * the local demo server.
   */
  'workspace.connect': request(
    z.union([
      z.object({ apiKey: secretInput, apiAddress, acceptOldElectron: z.boolean().optional() }),
      z.object({ demo: z.literal(true) }),
    ]),
    z.array(workspaceSchema).min(1),
  ),
  'workspace.replace-key': request(
    z.object({ workspaceId, apiKey: secretInput, apiAddress }),
    workspaceSchema,
  ),
  /** Accepts an unsupported Electron for this workspace until the app quits. */
  'workspace.accept-old-electron': request(z.object({ workspaceId }), nothing),
  /** Deletes the key from the keychain; everything else goes to the trash. */
  'workspace.disconnect': request(z.object({ workspaceId }), nothing),
  'workspace.refresh': request(z.object({ workspaceId }), workspaceSchema),
  'project.open': request(z.object({ projectId }), openedProjectSchema),
  /** Reads project and organizations from the API and stores the snapshot. */
  'project.read': {
    input: z.object({ projectId }),
    output: snapshotSchema,
    progress: z.union([
      /** Organizations read so far. */
      z.object({ count: z.number() }),
      /** A page of the first read, shown before the rest arrives. */
      z.object({ page: z.array(jsonObjectSchema) }),
    ]),
  },
  /** Acknowledges the signs of whole writes. */
  'project.note-whole-writes': request(z.object({ projectId }), nothing),
  /**
   * Text of a mapper or stored metadata, hash verified. The URL must be in the snapshot or a former value of an edit
   * in the saved draft.
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
   * IdP metadata of a SAML connection in the saved draft. May fetch the identity provider's address, so only on a
   * person's request.
   */
  'metadata.read': request(
    z.object({ projectId, connectionKey }),
    z.object({ text: z.string(), address: z.string().optional() }),
  ),
  /** Finds organizations by domain on the server and adds them to the snapshot. */
  'organization.find': request(
    z.object({ projectId, domain: z.string().min(1).max(253) }),
    z.object({ snapshot: snapshotSchema, organizationIds: z.array(z.string()) }),
  ),
  /** ISO 8601 creation time, which a project does not include; absent if unknown. Requested once per session. */
  'organization.created': request(organization, z.object({ createdAt: z.string().optional() })),
  /** Other projects on this disk that have a connection with the same ID. */
  'connection.elsewhere': request(
    z.object({ projectId, connectionKey }),
    z.array(z.object({ projectId: projectIdSchema, name: z.string(), organizations: z.number() })),
  ),
  'portal-link.list': request(
    organization,
    z.object({ links: z.array(portalLinkSchema), hosts: z.array(portalHostSchema) }),
  ),
  /** The answer contains the link's address, a secret that is shown once and never stored. */
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
  /** Copies the link's address for a minute without passing it through the window. */
  'portal-link.copy': request(link, nothing),
  /** Empty if the project has no draft. */
  'draft.read': request(z.object({ projectId }), draftOnDiskSchema),
  /**
   * Replaces the draft on disk. `after` is the last sequence number the window knows, absent without a draft;
   * otherwise fails with `draft.stale`, and with `publish.running` during a publish. Returns the number for the next
   * write, none if the empty draft was removed.
   */
  'draft.save': request(
    z.object({
      draft: draftSchema.extend({ projectId }),
      after: z.number().int().nonnegative().optional(),
    }),
    z.object({ sequence: z.number().optional() }),
  ),
  /** Appends to the draft's journal; `after` and errors as for `draft.save`. */
  'draft.append': request(
    z.object({
      projectId,
      after: z.number().int().nonnegative(),
      entries: z.array(entrySchema).min(1),
    }),
    z.object({ sequence: z.number() }),
  ),
  /** Moves the draft to the trash and deletes its secrets. */
  'draft.discard': request(z.object({ projectId }), nothing),
  /**
   * Publishes the saved draft. `shown` is the `planText` and `told` the `toldText` that the person saw (default: that
   * of the state on disk); `excluded` has the IDs of excluded changes. Fails with `publish.unconfirmed` in production
   * without `confirmed`, `publish.lock-out` if `confirmed` does not name everyone harmed, and
   * `publish.summary-missing` if the workspace requires a summary.
   */
  'draft.publish': {
    input: z.object({
      projectId,
      excluded: z.array(z.string()),
      shown: z.string(),
      told: z.string().optional(),
      confirmed: confirmedSchema.optional(),
      why: whySchema.optional(),
    }),
    output: publishOutcomeSchema,
    progress: publishStepSchema,
  },
  'interrupted-publish.read': request(
    z.object({ projectId }),
    z.object({ interrupted: interruptedPublishSchema.optional() }),
  ),
  /** Finds out which steps took effect; the rest stays in the draft. */
  'interrupted-publish.settle': request(z.object({ projectId }), settledPublishSchema),
  /** Only records it in the history; the draft does not change. */
  'interrupted-publish.leave': request(z.object({ projectId }), nothing),
  /** Newest first; items can be restored for 30 days. */
  'trash.list': request(nothing, z.array(trashItemSchema)),
  /** Does nothing if the project has a draft, unless `replace`, which moves that draft to the trash. */
  'trash.restore': request(
    z.object({ id: trashIdSchema, replace: z.boolean() }),
    trashRestoredSchema,
  ),
  'trash.delete': request(z.object({ id: z.union([trashIdSchema, z.literal('all')]) }), nothing),
  /** Returns the secrets missing from the keychain, which must be typed again. */
  'secret.check': request(
    z.object({ projectId, references: z.array(secretReferenceSchema).max(10_000) }),
    z.object({ missing: z.array(z.string()) }),
  ),
  'secret.put': request(
    z.object({ projectId, reference: secretReferenceSchema, value: secretInput }),
    nothing,
  ),
  /** Deletes the secrets of a canceled form; keeps those that a draft uses. */
  'secret.drop': request(
    z.object({ projectId, references: z.array(secretReferenceSchema).max(1000) }),
    nothing,
  ),
  /** Other settings keep the value that any window last saved. */
  'settings.save': request(z.object({ settings: settingsPartSchema }), nothing),
  /** Opens one of the app's links or a project page in the browser. */
  'link.open': request(
    z.union([
      z.object({ link: z.enum(externalLinkNames) }),
      z.object({ projectId, page: z.enum(projectPageNames) }),
    ]),
    nothing,
  ),
  /** The window has no clipboard permission. Secrets are cleared after a minute. */
  'clipboard.write': request(
    z.object({ text: z.string().max(2_000_000), isSecret: z.boolean().optional() }),
    nothing,
  ),
  'app.report': request(z.object({ text: z.string().max(4000) }), nothing),
  /** Asks for a file and reads it; empty if canceled. */
  'file.choose': request(
    z.object({ kind: z.enum(['set-up', 'table']) }),
    z.object({ name: z.string().optional(), text: z.string().optional() }),
  ),
  /** Asks where to save a text; no name if canceled. */
  'file.save-text': request(
    z.object({
      suggestedName: z.string().regex(/^[\w.-]{1,100}\.(?:md|txt|json)$/),
      text: z.string().max(2_000_000),
    }),
    z.object({ name: z.string().optional() }),
  ),
  /** The page tried to write its last edits. The window closes if they are saved; otherwise main asks the person. */
  'window.settled': request(z.object({ saved: z.boolean() }), nothing),
  /** Prints the page with its print styles. */
  'page.print': request(nothing, z.object({ printed: z.boolean() })),
  ...compareRequests,
  ...namedValuesRequests,
  ...promoteRequests,
  ...teamFolderRequests,
  ...checkRequests,
  ...lookUpTxtRequests,
  ...metadataRequests,
  ...tryConnectionRequests,
  ...peopleRequests,
  ...diagnosticsRequests,
  ...updateRequests,
} as const

export type RequestName = keyof typeof requests
export type RequestInput<Name extends RequestName> = z.infer<(typeof requests)[Name]['input']>
export type RequestOutput<Name extends RequestName> = z.infer<(typeof requests)[Name]['output']>

type Progress = {
  [Name in RequestName]: (typeof requests)[Name] extends {
    readonly progress: infer Schema extends z.ZodType
  }
    ? z.infer<Schema>
    : never
}
/** What a request reports to its caller before the answer. */
export type RequestProgress<Name extends RequestName> = Progress[Name]

/** Messages from main without a request. Menu commands go to the focused window, everything else to all windows. */
export const events = {
  ...allMappersEvents,
  ...compareEvents,
  ...teamFolderEvents,
  ...radarEvents,
  ...secretEndEvents,
  ...guardEvents,
  ...windowEvents,
  ...setUpFileEvents,
  ...peopleEvents,
  ...updateEvents,
  /**
   * Another window appended to a draft: `entries` follow entry `after`, and `sequence` is the last one's number.
   * Events and answers may overtake each other: skip known entries, and call `draft.read` if `after` is unknown while
   * no write is pending.
   */
  'draft.appended': z.object({
    projectId: projectIdSchema,
    after: z.number(),
    entries: z.array(entrySchema),
    sequence: z.number(),
    changes: changeCount,
  }),
  /**
   * Another window, or main for it, replaced the draft (save, publish, revert, trash); without `draft` it was
   * deleted.
   */
  'draft.replaced': draftOnDiskSchema.extend({
    projectId: projectIdSchema,
    changes: changeCount,
    /**
     * After a publish: the new server state, and the server's IDs of new organizations by their draft keys, so that
     * unsaved edits find them.
     */
    published: z
      .object({ snapshot: snapshotSchema, ids: z.record(z.string(), z.string()) })
      .optional(),
  }),
  /** Another window read or published the project. `draft.replaced` comes before it. */
  'project.changed': z.object({ projectId: projectIdSchema, snapshot: snapshotSchema }),
  /** Another window connected, refreshed or removed workspaces. */
  'workspaces.changed': z.object({
    changed: z.array(workspaceSchema),
    /** Workspaces no longer connected. */
    removed: z.array(workspaceId),
  }),
  /**
   * The app quits once every page has written its last edits and answered with `window.settled`. Sent only with
   * several windows, so that all close or none.
   */
  'app.quitting': nothing,
  /** All settings, as saved by another window. */
  'settings.changed': z.object({ settings: settingsSchema }),
  /** Replaces the state from the last run with which the page started. */
  'app.changed': appStateSchema,
  'notice.add': noticeSchema,
  'menu.command': z.object({ command: z.enum(commandNames) }),
  /** A request will be retried at `until` (ISO 8601). `attempt` is 0 while the rest of an answer is awaited. */
  'request.waiting': z.object({
    projectId: projectIdSchema.optional(),
    code: z.enum(errorCodes),
    /** What arrived instead of an API answer, and from where. */
    answered: z.string().optional(),
    attempt: z.number(),
    of: z.number(),
    until: z.string(),
  }),
  /** The computer woke up or the network returned: failed reads may succeed now. */
  'network.changed': z.object({}),
} as const

export type EventName = keyof typeof events
export type EventPayload<Name extends EventName> = z.infer<(typeof events)[Name]>

/** `rest`: number of parts to read with `answer.rest`; `reports`: number of progress messages sent before. */
export type Answer<Name extends RequestName> = Result<RequestOutput<Name>> & {
  readonly rest?: number
  readonly reports?: number
}

/** The preload script's API for the page, `window.bridge`. */
export interface Bridge {
  /** Never rejects. `callId` is any unique text, for `cancel`. */
  request<Name extends RequestName>(
    name: Name,
    input: RequestInput<Name>,
    callId: string,
    onProgress?: (progress: RequestProgress<Name>) => void,
  ): Promise<Answer<Name>>
  /** Ends the call with `request.cancelled`; no effect once it has ended. */
  cancel(callId: string): void
  /** Returns a function that unsubscribes. */
  subscribe<Name extends EventName>(
    name: Name,
    listener: (payload: EventPayload<Name>) => void,
  ): () => void
}
