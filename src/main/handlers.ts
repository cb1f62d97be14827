import type { Draft } from '../core/draft/draft'
import { appError } from '../core/errors/app-error'
import { failure, success, type Result } from '../core/errors/result'
import type { AppState } from '../core/ipc/app-state'
import { currentRegion } from '../core/language/locale'
import { t } from '../core/language/translate'
import type { ProjectId } from '../core/model/project-id'
import type { ShownPlace } from '../core/ipc/window-state'
import { chooseSetUp, chooseTable } from './app/ask-for-files'
import { openLink } from './app/open-link'
import { printPage, saveText } from './app/print-and-save'
import type { Zoom } from './app/zoom'
import type { Base } from './compose-base'
import type { Estate } from './compose-estate'
import type { People } from './compose-people'
import type { Projects } from './compose-projects'
import type { Updates } from './compose-updates'
import type { DiagnosticsService } from './services/diagnostics'
import type { PeopleOptions } from './services/people/people'
import type { OpenedSetUps } from './services/set-up-files/opened'
import type { WindowStates } from './services/window-states'
import type { Handlers } from './ipc/router'
import { emitToAsking, reportProgress } from './ipc/events'
import { waitingPayload } from './ipc/waiting'

/** Drops the value of a result: the window needs to know only whether it worked. */
const done = async (work: Promise<Result<unknown>>) => {
  const result = await work
  return result.ok ? success({}) : result
}

/** Names the platform for the window; anything but macOS and Windows counts as Linux. */
const platformOf = (platform: NodeJS.Platform): AppState['platform'] =>
  platform === 'darwin' || platform === 'win32' ? platform : 'linux'

type Services = Base &
  Projects &
  Estate &
  People &
  Pick<Updates, 'updates'> & {
    readonly diagnostics: DiagnosticsService
    readonly openedSetUps: Pick<OpenedSetUps, 'take'>
    /** Opens a further window; `undefined` where there are too many. */
    readonly openWindow: (place?: ShownPlace) => Promise<unknown>
    readonly windowSettled: (windowId: number, saved: boolean) => void
    readonly windowStates: Pick<WindowStates, 'begin' | 'keep'>
    readonly zoom: Pick<Zoom, 'change'>
  }

/** Maps every request of the contract to the service function that answers it. */
export function createHandlers(services: Services): Handlers {
  const { allDrafts, allMappers, allOrganizations, attention, bulk, cases, checks } = services
  const { clipboard, compare, connections, drafts, electron, guards, identitySchemas } = services
  const { interrupted, mappers, namedValues, people, portalLinks, projects, promote } = services
  const { publishHistory, publishing, radar, secretEnds, setUpFiles, settings } = services
  const { teamFolder, trash, tryConnection, updates, windowStates, workspaces } = services
  const region = currentRegion()

  const readOptions = (
    name: 'people.read' | 'people.show' | 'people.export',
    projectId: ProjectId,
    signal: AbortSignal,
  ): PeopleOptions => ({
    signal,
    onProgress: (progress) => reportProgress(name, progress),
    onWait: (wait) => emitToAsking('request.waiting', waitingPayload(projectId, wait)),
  })

  /** Adds the number of the draft on disk, which the window passes with its next write. */
  async function withSequence<Value extends { readonly draft: Draft }>(
    work: Promise<Result<Value>>,
  ) {
    const result = await work
    if (!result.ok) return result
    return success({ ...result.value, ...(await drafts.onDisk(result.value.draft)) })
  }

  return {
    'all-mappers.edit': (input) => allMappers.edit(input),
    'all-mappers.fetch': (input, { signal }) => allMappers.fetch(input, signal),
    'all-mappers.inspect': (input, { signal }) => allMappers.inspect(input, signal),
    'all-mappers.list': (input) => allMappers.list(input),
    'all-mappers.look': (input, { signal }) => allMappers.look(input, signal),
    'all-mappers.note': (input) => allMappers.note(input),
    'all-mappers.read': (input) => allMappers.read(input),
    'all-mappers.try': (input, { signal }) => allMappers.try(input, signal),
    'all-mappers.used': (input, { signal }) => allMappers.used(input, signal),
    'all-mappers.uses': (input) => allMappers.uses(input),

    'all-organizations.addresses': (input, { signal }) => allOrganizations.addresses(input, signal),
    'all-organizations.copy': (input, { signal }) => allOrganizations.copy(input, signal),
    'all-organizations.list': (input, { signal }) => allOrganizations.list(input, signal),
    'attention.look': ({ projectId }, { signal }) => attention.look(projectId, signal),
    'search.find': services.search.find,

    async 'app.read'() {
      const { version, keychainForTests, personName, folder } = services
      const [store, current, connected, draftCounts, kept] = await Promise.all([
        services.secretStore(),
        settings.read(),
        workspaces.list(),
        projects.draftCounts(),
        guards.read(),
      ])
      return success({
        version,
        platform: platformOf(process.platform),
        ...(region === undefined ? {} : { region }),
        secretStore: store.kind,
        ...(keychainForTests ? { keychainForTests } : {}),
        ...(electron.old === undefined ? {} : { oldElectron: electron.old }),
        folder,
        settings: current,
        ...(personName.account === undefined ? {} : { accountName: personName.account }),
        workspaces: connected,
        guards: kept,
        // Last, because damaged files are found while reading.
        notices: services.notices.list(),
        draftCounts,
      })
    },
    async 'app.report'({ text }) {
      services.reportError('window', text)
      return success({})
    },
    'diagnostics.read': ({ withMessages }) => services.diagnostics.read(withMessages),
    'settings.save': (input) => done(settings.save(input.settings)),
    'update.read': async () => success(updates.read()),
    'update.run': ({ step }) => updates[step](),

    'bulk.apply': bulk.apply,
    async 'bulk.copy-ids'(input) {
      const ids = await bulk.idsOf(input)
      if (!ids.ok) return ids
      if (ids.value.length > 0) await clipboard.write(ids.value.join('\n'))
      return success({ count: ids.value.length })
    },
    'bulk.prepare': (input, { signal }) => bulk.prepare(input, signal),
    'bulk.rows': async (input) => bulk.rows(input),

    'case.check-draft': ({ projectId }, { signal }) => cases.checkDraft(projectId, signal),
    'case.cover': (input, { signal }) => cases.cover(input, signal),
    'case.delete': cases.delete,
    'case.export': cases.export,
    'case.import': cases.import,
    'case.list': cases.list,
    'case.run': (input, { signal }) =>
      cases.run(input, {
        signal,
        onRan: (outcome, of) => reportProgress('case.run', { outcome, of }),
      }),
    'case.save': cases.save,

    ...compare.answers,
    async 'compare.choose-file'() {
      const chosen = await chooseSetUp(t('Compare with a set-up'))
      if (!chosen) return success({ problems: [] })
      if (!chosen.ok) return chosen
      return success(await compare.takeFile(chosen.value.name ?? '', chosen.value.text ?? ''))
    },
    async 'values.list'() {
      const read = await namedValues.read()
      return read.ok ? success({ values: [...read.value] }) : read
    },
    'values.save': ({ before, values }) => done(namedValues.save(before, values)),
    'promote.make': (input, { signal }) => promote.make(input, signal),
    'promote.preview': (input, { signal }) => promote.preview(input, signal),
    'promote.rules': promote.rules,

    'connection.check': (input, { signal }) => checks.check(input, signal),
    'connection.check-all': (input, { signal }) =>
      checks.checkAll(input, signal, (checked) => reportProgress('connection.check-all', checked)),
    'connection.checks': ({ projectId }) => checks.checks(projectId),
    'connection.elsewhere': connections.findElsewhere,
    'connection.try': (input, { signal }) => tryConnection.run(input, signal),
    'connection.try-in-browser': (input) => done(tryConnection.openInBrowser(input)),
    'domain.look-up-txt': (input, { signal }) => services.lookUpTxt(input, signal),
    'metadata.issuers': ({ projectId }, { signal }) => services.metadataIssuers(projectId, signal),
    'metadata.read': (input, { signal }) => connections.readMetadata(input, signal),
    'organization.created': (input, { signal }) => services.organizationCreated(input, signal),
    'organization.find': (input, { signal }) => connections.findOrganizations(input, signal),

    'draft.append': async ({ projectId, after, entries }) => {
      const result = await drafts.append(projectId, after, entries)
      return result.ok ? success({ sequence: result.value }) : result
    },
    'draft.discard': ({ projectId }) => done(trash.discardDraft(projectId)),
    'draft.publish': (input, { signal }) => withSequence(publishing.publish(input, signal)),
    'draft.read': async ({ projectId }) => {
      const stored = await drafts.readStored(projectId)
      return stored.ok ? success({ ...stored.value }) : stored
    },
    'draft.save': async ({ draft, after }) => {
      const result = await drafts.save(draft, after)
      if (!result.ok) return result
      return success(result.value === undefined ? {} : { sequence: result.value })
    },
    'drafts.plan': ({ projectId }) => allDrafts.plan(projectId),
    'drafts.publish': (input, { signal }) => allDrafts.publish(input, signal),
    'interrupted-publish.leave': ({ projectId }) => done(interrupted.leave(projectId)),
    'interrupted-publish.read': ({ projectId }) => interrupted.read(projectId),
    'interrupted-publish.settle': ({ projectId }, { signal }) =>
      withSequence(interrupted.settle(projectId, signal)),
    'publish-history.export': async (input) => {
      const file = await publishHistory.file(input)
      return file.ok ? saveText(file.value) : file
    },
    'publish-history.list': ({ projectId }) => publishHistory.list(projectId),
    'publish-history.read': publishHistory.read,
    'publish-history.revert': (input, { signal }) =>
      withSequence(publishHistory.revert(input, signal)),
    'publish-history.texts': (input, { signal }) => publishHistory.texts(input, signal),
    'secret.check': ({ projectId, references }) => projects.checkSecrets(projectId, references),
    'secret.drop': async ({ projectId, references }) => {
      await projects.dropSecrets(projectId, references)
      return success({})
    },
    'secret.put': ({ projectId, reference, value }) =>
      done(projects.putSecret(projectId, reference, value)),
    'secret-end.list': ({ projectId }) => secretEnds.list(projectId),
    'secret-end.note': ({ projectId, key, day }) => secretEnds.note(projectId, key, day),
    'trash.delete': ({ id }) => done(id === 'all' ? trash.empty() : trash.delete(id)),
    'trash.list': async () => success(await trash.list()),
    'trash.restore': ({ id, replace }) => trash.restore(id, replace),

    // What a page lacks permission for, and Electron provides.
    'clipboard.write': async ({ text, isSecret }) => {
      await (isSecret ? clipboard.writeSecret(text) : clipboard.write(text))
      return success({})
    },
    'file.choose': async ({ kind }) =>
      (await (kind === 'table' ? chooseTable() : chooseSetUp())) ?? success({}),
    'file.save-text': saveText,
    'link.open': async (input) => {
      if ('page' in input) return services.openProjectPage(input)
      await openLink(input.link)
      return success({})
    },
    'page.print': printPage,

    'guard.change': (change) =>
      change.kind === 'allow'
        ? guards.allow(change.workspaceId, change.projectIds)
        : guards[change.kind](change.projectId),

    'identity-schema.list': async ({ projectId }) => {
      const schemas = await identitySchemas.list(projectId)
      return schemas.ok ? success({ schemas: schemas.value }) : schemas
    },
    'identity-schema.read': async ({ projectId, id }, { signal }) => {
      const text = await identitySchemas.read(projectId, id, signal)
      return text.ok ? success({ text: text.value }) : text
    },
    'mapper.find-sources': (input, { signal }) => mappers.findSources(input, signal),
    'mapper.format': ({ text }, { signal }) => mappers.format(text, signal),
    'mapper.inspect': (input, { signal }) => mappers.inspect(input, signal),
    'mapper.own-keep': cases.keepOwn,
    'mapper.own-read': cases.readOwn,
    'mapper.read': (input, { signal }) => projects.readMapper(input, signal),
    'mapper.run': (input, { signal }) => mappers.run(input, signal),

    'people.export': (input, { signal }) =>
      people.export(input, readOptions('people.export', input.projectId, signal)),
    'people.change-key': ({ projectId, apiKey }, context) =>
      done(
        apiKey === undefined
          ? people.forgetKey(projectId)
          : people.keepKey({ projectId, apiKey }, context),
      ),
    'people.known': ({ projectId }) => people.known(projectId),
    'people.known-all': () => people.knownAll(),
    'people.read': (input, { signal }) =>
      people.read(input, readOptions('people.read', input.projectId, signal)),
    'people.show': (input, { signal }) =>
      people.show(input, readOptions('people.show', input.projectId, signal)),
    'people.stop': async ({ projectId }) => {
      people.stop(projectId)
      return success({})
    },

    'portal-link.copy': (input, context) => done(portalLinks.copy(input, context)),
    'portal-link.create': portalLinks.create,
    'portal-link.delete': (input, context) => done(portalLinks.delete(input, context)),
    'portal-link.list': portalLinks.list,
    'portal-link.update': portalLinks.update,

    'project.note-whole-writes': ({ projectId }) => done(projects.noteWholeWrites(projectId)),
    'project.open': ({ projectId }) => projects.open(projectId),
    'project.read': ({ projectId }, { signal }) =>
      projects.read(projectId, {
        signal,
        onProgress: (count) => reportProgress('project.read', { count }),
        onPage: (page) => reportProgress('project.read', { page: [...page] }),
        onWait: (wait) => emitToAsking('request.waiting', waitingPayload(projectId, wait)),
      }),
    'projects.read': (input, { signal }) => services.reading.run(input, signal),

    'radar.list': radar.list,
    'radar.look': (_input, { signal }) => radar.look(signal),
    'radar.save-calendar': async ({ projectId }) => {
      const made = await radar.calendar(projectId)
      if (!made.ok) return made
      const { text, count } = made.value
      if (count === 0) return success({ count })
      const saved = await saveText({ suggestedName: 'expiry-dates.ics', text })
      return saved.ok ? success({ ...saved.value, count }) : saved
    },
    'radar.seen': ({ projectId }) => done(radar.seen(projectId)),
    'radar.silence': (input) => done(radar.silence(input)),
    'radar.unsilence': ({ id }) => done(radar.unsilence(id)),

    'set-up.export': async (input, { signal }) => {
      const file = await setUpFiles.file(input, signal)
      return file.ok ? saveText(file.value) : file
    },
    'set-up.opened': (_input, { windowId }) => services.openedSetUps.take(windowId),
    'set-up.preview': (input, { signal }) => setUpFiles.preview(input, signal),
    'set-up.read': async ({ text }) => success(await services.foreignFiles.setUp(text)),

    ...teamFolder,

    'window.begin': async (_input, { windowId }) => success(windowStates.begin(windowId)),
    // Only a start waits for it, before the services are there; see `EarlyAnswers`.
    'window.drawn': async () => success({}),
    'window.keep': async ({ state }, { windowId }) => {
      windowStates.keep(windowId, state)
      return success({})
    },
    'window.open': async ({ place }) => {
      if (await services.openWindow(place)) return success({})
      const message = t('There are too many windows: close one first')
      return failure(appError('request.invalid', message, { arrived: false }))
    },
    'window.settled': async ({ saved }, { windowId }) => {
      services.windowSettled(windowId, saved)
      return success({})
    },
    'window.zoom': async ({ to }) => {
      await services.zoom.change(to)
      return success({})
    },

    'workspace.accept-old-electron': async ({ workspaceId }) => {
      const workspace = (await workspaces.list()).find(({ id }) => id === workspaceId)
      // A workspace that is not connected has no server to ask about.
      return workspace ? done(electron.ask(workspace.apiAddress)) : success({})
    },
    'workspace.change': workspaces.change,
    'workspace.connect': (input, { signal }) =>
      'demo' in input ? workspaces.openDemo(signal) : workspaces.connect(input, signal),
    'workspace.disconnect': ({ workspaceId }) => done(trash.removeWorkspace(workspaceId)),
    'workspace.refresh': ({ workspaceId }, { signal }) => workspaces.refresh(workspaceId, signal),
    'workspace.replace-key': (input, { signal }) => workspaces.replaceKey(input, signal),
  }
}
