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
import { secretInput } from './common'
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

const nothing = z.object({})
const projectId = projectIdSchema
const workspaceId = workspaceIdSchema
const apiAddress = z.string().max(300)
const connectionKey = connectionKeySchema
/** Inputs that name one organization on the server, and one of its portal links. */
const organization = z.object({ projectId, organizationId: organizationIdSchema })
/** Required in production, else `guard.slug`: the project's slug, as a person typed it. */
const confirmation = { confirmedSlug: z.string().max(200).optional() }
/** One publish in a project's history. */
const link = organization.extend({ linkId: portalLinkIdSchema })

const draftOnDiskSchema = z.object({
  draft: draftSchema.optional(),
  /** Number of the draft's last entry on disk. Every write increases it, from any window. */
  sequence: z.number().optional(),
})

/** The last known state of a project, from disk; no request is made. */
export const openedProjectSchema = draftOnDiskSchema.extend({ snapshot: snapshotSchema.optional() })

const request = <Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
) => ({ input, output })

/** How many changes a draft has, for windows that do not show its project. */
const changeCount = z.number()

/** Every request of the renderer. Names are `noun.verb`; permanent once shipped. */
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
   * Connects every workspace that the key can access. Their files, snapshots and drafts are kept;
   * `apiAddress` must be an origin. On an unsupported Electron, an address beyond this computer needs
   * `acceptOldElectron`: main then asks the person for consent, in a dialog of its own. `demo` starts the
   * local demo server and connects its workspaces.
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
  /** Consent to use this workspace on an unsupported Electron, until the app is closed. */
  'workspace.accept-old-electron': request(z.object({ workspaceId }), nothing),
  /** Deletes the key from the keychain; everything else can be restored from the trash. */
  'workspace.disconnect': request(z.object({ workspaceId }), nothing),
  /** Lists the workspace's projects again. */
  'workspace.refresh': request(z.object({ workspaceId }), workspaceSchema),
  'project.open': request(z.object({ projectId }), openedProjectSchema),
  /** Reads project and organizations from the API and stores the snapshot. */
  'project.read': {
    input: z.object({ projectId }),
    output: snapshotSchema,
    progress: z.union([
      /** How many organizations were read so far. */
      z.object({ count: z.number() }),
      /** A page of the first read, to be shown before the rest arrives. */
      z.object({ page: z.array(jsonObjectSchema) }),
    ]),
  },
  /** A person has acknowledged the signs of whole writes. */
  'project.note-whole-writes': request(z.object({ projectId }), nothing),
  /**
   * Text of a mapper, or of stored metadata, from its storage URL, with its hash verified. The URL must
   * be in the snapshot, or be the former value of an edit in the saved draft.
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
   * The IdP metadata of a SAML connection of the saved draft, as text. Stored or inline metadata is read
   * directly; an address of the identity provider is fetched, so a person must ask for it.
   */
  'metadata.read': request(
    z.object({ projectId, connectionKey }),
    z.object({ text: z.string(), address: z.string().optional() }),
  ),
  /** Finds the organizations with a domain on the server and adds them to the snapshot. */
  'organization.find': request(
    z.object({ projectId, domain: z.string().min(1).max(253) }),
    z.object({ snapshot: snapshotSchema, organizationIds: z.array(z.string()) }),
  ),
  /**
   * When an organization on the server was created, an ISO 8601 time, which a project does not say; absent where nobody
   * can tell. Asked of the server once in a session.
   */
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
  /** The answer holds the link's address, a secret: it is shown once and stored nowhere. */
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
   * Copies the link's address to the clipboard for a minute, without passing it through the window.
   */
  'portal-link.copy': request(link, nothing),
  /** The draft on disk; empty where the project has none. */
  'draft.read': request(z.object({ projectId }), draftOnDiskSchema),
  /**
   * Replaces the whole draft on disk. Fails with `draft.stale` unless `after` is the number of the last
   * entry there, or absent where the project has no draft: another window wrote it meanwhile, and its
   * changes come as an event, or with `draft.read`. Fails with `publish.running` during a publish. The
   * answer is the number to pass with the next write; absent if the draft was empty and its file removed.
   */
  'draft.save': request(
    z.object({
      draft: draftSchema.extend({ projectId }),
      after: z.number().int().nonnegative().optional(),
    }),
    z.object({ sequence: z.number().optional() }),
  ),
  /**
   * Appends to the journal of the draft on disk. Fails with `draft.stale` unless `after` is the number of
   * the last entry there, and with `publish.running` during a publish; see `draft.save`.
   */
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
   * Publishes the saved draft. `shown` is `planText` of what the person saw, `told` the `toldText` of it, by
   * default that of the state on disk; `excluded` the ids of changes left out. Without `confirmed`, nothing was:
   * `publish.unconfirmed` in production, and `publish.lock-out` wherever people are harmed whom it does not name. Without a
   * summary in `why` it fails with `publish.summary-missing` where the workspace asks for one.
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
  /** The publish during which the app was terminated, if any; none while a publish is running. */
  'interrupted-publish.read': request(
    z.object({ projectId }),
    z.object({ interrupted: interruptedPublishSchema.optional() }),
  ),
  /** Reads the project and finds out which steps were done; the rest stays in the draft. */
  'interrupted-publish.settle': request(z.object({ projectId }), settledPublishSchema),
  /** Only records it in the history; the draft does not change. */
  'interrupted-publish.leave': request(z.object({ projectId }), nothing),
  /** Discarded items, which can be restored for 30 days, the newest first. */
  'trash.list': request(nothing, z.array(trashItemSchema)),
  /** If the project has a draft, nothing is done unless `replace`; that draft then goes to the trash. */
  'trash.restore': request(
    z.object({ id: trashIdSchema, replace: z.boolean() }),
    trashRestoredSchema,
  ),
  /** Deletes one item permanently, or all of them. */
  'trash.delete': request(z.object({ id: z.union([trashIdSchema, z.literal('all')]) }), nothing),
  /** The draft's secrets that the keychain cannot return: they have to be typed again. */
  'secret.check': request(
    z.object({ projectId, references: z.array(secretReferenceSchema).max(10_000) }),
    z.object({ missing: z.array(z.string()) }),
  ),
  /** Stores a typed secret in the keychain under a reference for the draft. */
  'secret.put': request(
    z.object({ projectId, reference: secretReferenceSchema, value: secretInput }),
    nothing,
  ),
  /** Deletes such secrets, as when a form is cancelled; those that a draft uses are kept. */
  'secret.drop': request(
    z.object({ projectId, references: z.array(secretReferenceSchema).max(1000) }),
    nothing,
  ),
  /** Changes the given settings; the others keep the value that any window last saved. */
  'settings.save': request(z.object({ settings: settingsPartSchema }), nothing),
  /** Opens one of the app's links, or a page of a project, in the browser. */
  'link.open': request(
    z.union([
      z.object({ link: z.enum(externalLinkNames) }),
      z.object({ projectId, page: z.enum(projectPageNames) }),
    ]),
    nothing,
  ),
  /**
   * Writes text to the clipboard, for which the window has no permission. A secret is cleared after a
   * minute.
   */
  'clipboard.write': request(
    z.object({ text: z.string().max(2_000_000), isSecret: z.boolean().optional() }),
    nothing,
  ),
  /** Reports an unexpected error in the page, to be logged and shown. */
  'app.report': request(z.object({ text: z.string().max(4000) }), nothing),
  /** Asks for a file and reads it, whatever it holds; nothing in the answer: it was cancelled. */
  'file.choose': request(
    z.object({ kind: z.enum(['set-up', 'table']) }),
    z.object({ name: z.string().optional(), text: z.string().optional() }),
  ),
  /** Asks where to save a text; the answer has the file's name, or none if that was cancelled. */
  'file.save-text': request(
    z.object({
      suggestedName: z.string().regex(/^[\w.-]{1,100}\.(?:md|txt|json)$/),
      text: z.string().max(2_000_000),
    }),
    z.object({ name: z.string().optional() }),
  ),
  /**
   * A page that held its window for edits on their way to disk, or that heard `app.quitting`, has tried
   * to write them: the window goes when they are there, and the person is asked when not.
   */
  'window.settled': request(z.object({ saved: z.boolean() }), nothing),
  /** Prints the page; what a page prints is said by its print styles. */
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
/** What a request reports, to the call that made it, before its answer; `never` where it reports nothing. */
export type RequestProgress<Name extends RequestName> = Progress[Name]

/**
 * Messages from main without a request: a menu command goes to the focused window, and everything else to
 * every window.
 */
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
   * Another window added to a draft: `entries` follow entry `after`, and `sequence` is the number of the
   * last one. The window that wrote them gets the answer to its request instead. Answers and events may
   * overtake each other: entries up to the window's own number are known already; and where `after` is
   * not that number while no write is pending, `draft.read` returns the whole draft.
   */
  'draft.appended': z.object({
    projectId: projectIdSchema,
    after: z.number(),
    entries: z.array(entrySchema),
    sequence: z.number(),
    changes: changeCount,
  }),
  /**
   * The project's draft was replaced by another window, or by main on its behalf: by a save, a publish,
   * a revert, or from the trash. Without a draft it was deleted. Numbered as `draft.appended` is.
   */
  'draft.replaced': draftOnDiskSchema.extend({
    projectId: projectIdSchema,
    changes: changeCount,
    /**
     * The draft lost what the server has now: the project's state that belongs to it, and the ids that
     * the server gave to new organizations, by the keys that they had in the draft. An edit that a window
     * has not saved finds by them what was new and has another key now.
     */
    published: z
      .object({ snapshot: snapshotSchema, ids: z.record(z.string(), z.string()) })
      .optional(),
  }),
  /**
   * Main has a newer state of a project, read or published for another window. If that changed the
   * draft, `draft.replaced` came before.
   */
  'project.changed': z.object({ projectId: projectIdSchema, snapshot: snapshotSchema }),
  /** Another window connected workspaces, listed their projects anew, or removed one. */
  'workspaces.changed': z.object({
    changed: z.array(workspaceSchema),
    /** Ids of workspaces that are no longer connected. */
    removed: z.array(workspaceId),
  }),
  /**
   * The app quits when no window has anything to write: each page writes its last edits and answers
   * with `window.settled`. Sent where there are several windows, so that all of them go, or none.
   */
  'app.quitting': nothing,
  /** Another window saved settings: these are all of them now. */
  'settings.changed': z.object({ settings: settingsSchema }),
  /** The state of the app that a page began with, from the last run, has changed since. */
  'app.changed': appStateSchema,
  'notice.add': noticeSchema,
  'menu.command': z.object({ command: z.enum(commandNames) }),
  /**
   * A request will be retried at `until`, an ISO 8601 time. `attempt` is 0 while the rest of an answer is
   * still awaited.
   */
  'request.waiting': z.object({
    projectId: projectIdSchema.optional(),
    code: z.enum(errorCodes),
    /** What was received instead of an API answer, and from where. */
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

/** With `rest`, so many parts of the answer are to be had by `answer.rest`; `reports` were sent before it. */
export type Answer<Name extends RequestName> = Result<RequestOutput<Name>> & {
  readonly rest?: number
  readonly reports?: number
}

/** The API of the preload script for the page, as `window.bridge`. */
export interface Bridge {
  /**
   * Never rejects. `callId` identifies the call for `cancel`; any unique text. `onProgress` hears what the
   * request reports before its answer.
   */
  request<Name extends RequestName>(
    name: Name,
    input: RequestInput<Name>,
    callId: string,
    onProgress?: (progress: RequestProgress<Name>) => void,
  ): Promise<Answer<Name>>
  /** Ends the call with `request.cancelled`; has no effect when it has ended. */
  cancel(callId: string): void
  /** @returns a function that ends the subscription. */
  subscribe<Name extends EventName>(
    name: Name,
    listener: (payload: EventPayload<Name>) => void,
  ): () => void
}
