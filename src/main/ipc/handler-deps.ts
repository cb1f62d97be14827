import type { Result } from '../../core/errors/result'
import type { RequestInput, RequestName, RequestOutput } from '../../core/ipc/contract'
import type { ShownPlace } from '../../core/ipc/window-state'
import type { ExternalLink } from '../../core/links/external-links'
import type { CheckService } from '../check/check-service'
import type { LookUpTxt } from '../check/look-up-txt'
import type { Notices } from '../files/store/notices'
import type { SecretStore } from '../secrets/secret-store'
import type { ConnectionsService } from '../services/projects/connections'
import type { OpenProjectPage } from '../services/projects/project-pages'
import type { OrganizationCreated } from '../services/projects/organization-created'
import type { GuardsService } from '../services/guards/guards'
import type { ElectronSupport } from '../services/workspaces/electron-support'
import type { AppClipboard } from '../services/app-clipboard'
import type { CasesService } from '../services/cases/cases'
import type { IdentitySchemas } from '../services/projects/identity-schemas'
import type { DiagnosticsService } from '../services/diagnostics'
import type { Drafts } from '../services/drafts/drafts'
import type { AllMappersService } from '../services/all-mappers/all-mappers'
import type { MappersService } from '../services/mappers/mappers'
import type { MetadataIssuers } from '../services/metadata-issuers'
import type { PeopleService } from '../services/people/people'
import type { PortalLinksService } from '../services/portal-links/portal-links'
import type { ProjectsService } from '../services/projects/projects'
import type { PublishHistoryService } from '../services/history/publish-history'
import type { InterruptedPublishes } from '../services/publish/interrupted'
import type { PublishService } from '../services/publish/publish'
import type { CompareService } from '../services/compare/compare'
import type { NamedValuesService } from '../services/compare/named-values'
import type { PromoteService } from '../services/promote/promote'
import type { SearchService } from '../services/search'
import type { ReadProjects } from '../services/projects/read-projects'
import type { AttentionService } from '../services/radar/attention'
import type { RadarService } from '../services/radar/radar'
import type { AllOrganizationsService } from '../services/all-organizations/all-organizations'
import type { BulkService } from '../services/bulk/bulk'
import type { AllDrafts } from '../services/all-drafts/all-drafts'
import type { OpenedSetUps } from '../services/set-up-files/opened'
import type { ForeignFiles } from '../services/foreign-files/read-in-thread'
import type { SetUpFilesService } from '../services/set-up-files/set-up-files'
import type { PersonName } from '../services/person-name'
import type { SecretEndsService } from '../services/secret-ends'
import type { SettingsService } from '../services/settings'
import type { TeamFolderService } from '../services/team-folder/team-folder'
import type { TrashService } from '../services/trash/trash'
import type { TryConnectionService } from '../services/try-connection/try-connection'
import type { UpdatesService } from '../services/updates/updates'
import type { WindowStates } from '../services/window-states'
import type { WorkspacesService } from '../services/workspaces/workspaces'
import type { Emit } from './events'

/** A function that handles a whole request. */
type Answer<Name extends RequestName> = (
  input: RequestInput<Name>,
) => Promise<Result<RequestOutput<Name>>>

/** What handlers use: services, and functions that need Electron. */
export interface HandlerDeps {
  readonly version: string
  readonly folder: string
  readonly platform: NodeJS.Platform
  readonly notices: Notices
  readonly secretEnds: SecretEndsService
  readonly secretStore: () => Promise<SecretStore>
  /** The session's keychain is a test keychain, and not used. */
  readonly keychainForTests: boolean
  readonly electron: ElectronSupport
  readonly workspaces: WorkspacesService
  readonly guards: GuardsService
  readonly projects: ProjectsService
  readonly drafts: Drafts
  readonly publishing: PublishService
  readonly interrupted: InterruptedPublishes
  readonly publishHistory: PublishHistoryService
  readonly connections: ConnectionsService
  readonly metadataIssuers: MetadataIssuers
  readonly organizationCreated: OrganizationCreated
  readonly checks: CheckService
  readonly lookUpTxt: LookUpTxt
  readonly tryConnection: TryConnectionService
  readonly people: PeopleService
  readonly portalLinks: PortalLinksService
  readonly mappers: MappersService
  readonly allMappers: AllMappersService
  readonly cases: CasesService
  readonly identitySchemas: IdentitySchemas
  readonly search: SearchService
  readonly reading: ReadProjects
  readonly radar: RadarService
  readonly attention: AttentionService
  readonly allOrganizations: AllOrganizationsService
  readonly setUpFiles: SetUpFilesService
  readonly foreignFiles: Pick<ForeignFiles, 'setUp'>
  readonly compare: CompareService
  readonly promote: PromoteService
  readonly namedValues: NamedValuesService
  readonly teamFolder: TeamFolderService
  /** Asks for a file with a set-up and reads it; `undefined` where it was cancelled. */
  readonly chooseSetUp: (
    title?: string,
  ) => Promise<Result<RequestOutput<'file.choose'>> | undefined>
  readonly openedSetUps: Pick<OpenedSetUps, 'take'>
  readonly bulk: BulkService
  readonly allDrafts: AllDrafts
  /** Asks for a file with a table and reads it; `undefined` where it was cancelled. */
  readonly chooseTable: () => Promise<Result<RequestOutput<'file.choose'>> | undefined>
  readonly settings: SettingsService
  readonly personName: Pick<PersonName, 'account'>
  readonly updates: UpdatesService
  readonly trash: TrashService
  /** Sends progress to the window whose request is being handled. */
  readonly emit: Emit
  readonly openLink: (link: ExternalLink) => Promise<void>
  readonly openProjectPage: OpenProjectPage
  readonly clipboard: AppClipboard
  /** Logs an error that no caller receives. */
  readonly reportError: (where: 'main' | 'window', error: unknown) => void
  readonly windowSettled: (windowId: number, saved: boolean) => void
  /** Opens a further window; `undefined` where there are too many. */
  readonly openWindow: (place?: ShownPlace) => Promise<unknown>
  readonly windowStates: Pick<WindowStates, 'begin' | 'keep'>
  readonly zoom: { readonly change: (to: RequestInput<'window.zoom'>['to']) => Promise<void> }
  readonly saveText: Answer<'file.save-text'>
  readonly printPage: Answer<'page.print'>
  readonly diagnostics: DiagnosticsService
}
