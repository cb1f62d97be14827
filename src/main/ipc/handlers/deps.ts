import type { ExternalLink } from '../../../core/urls/links'
import type { Notices } from '../../drafts/notices'
import type { SecretStore } from '../../secrets/secret-store'
import type { ProjectsService } from '../../services/projects'
import type { PublishService } from '../../services/publish/publish'
import type { SettingsService } from '../../services/settings'
import type { WorkspacesService } from '../../services/workspaces'
import type { Emit } from '../events'

/** What handlers work with: services, and the few things that only Electron can do. */
export interface HandlerDeps {
  readonly version: string
  readonly folder: string
  readonly platform: NodeJS.Platform
  readonly notices: Notices
  readonly secretStore: () => Promise<SecretStore>
  readonly workspaces: WorkspacesService
  readonly projects: ProjectsService
  readonly publishing: PublishService
  readonly settings: SettingsService
  readonly emit: Emit
  readonly openLink: (link: ExternalLink) => Promise<void>
  readonly writeClipboard: (text: string) => Promise<void>
}
