import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import { t } from '../../../core/language/translate'
import { tabSeparated } from '../../../core/search/tab-separated'
import { addressTable } from '../../../core/sign-in-ways/who-words'
import type { AppClipboard } from '../app-clipboard'
import { estateProjects, type Estate } from '../estate/estate'
import type { RadarService } from '../radar/radar'
import type { WorkspacesService } from '../workspaces/workspaces'

export interface AllOrganizationsService {
  list(
    input: RequestInput<'all-organizations.list'>,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'all-organizations.list'>>>
  addresses(
    input: RequestInput<'all-organizations.addresses'>,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'all-organizations.addresses'>>>
  copy(
    input: RequestInput<'all-organizations.copy'>,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'all-organizations.copy'>>>
}

export function createAllOrganizations(deps: {
  readonly workspaces: Pick<WorkspacesService, 'list'>
  readonly problems: Pick<RadarService, 'lookIfStale'>
  readonly clipboard: Pick<AppClipboard, 'write'>
  readonly estate: Pick<Estate, 'ask'>
  readonly now: () => Date
}): AllOrganizationsService {
  const { workspaces, problems, clipboard, estate, now } = deps

  async function ask(
    question: Pick<Parameters<typeof estate.ask<'table'>>[1], 'filter' | 'sort' | 'want'>,
    signal: AbortSignal | undefined,
  ) {
    if (question.filter.problems) await problems.lookIfStale(signal)
    const projects = await estateProjects(workspaces)
    return estate.ask('table', { ...question, now: now().getTime(), projects }, { signal })
  }

  const addresses = async (
    input: RequestInput<'all-organizations.addresses'>,
    signal: AbortSignal | undefined,
  ) => estate.ask('addresses', { ...input, projects: await estateProjects(workspaces) }, { signal })

  const cancelled = () => failure(appError('request.cancelled', t('Something else was typed')))

  return {
    async list({ filter, sort, offset, limit }, signal) {
      const answer = await ask({ filter, sort, want: { kind: 'page', offset, limit } }, signal)
      return answer?.kind === 'page' ? success(answer.page) : cancelled()
    },

    async addresses(input, signal) {
      const answer = await addresses(input, signal)
      return answer ? success(answer) : cancelled()
    },

    async copy(input, signal) {
      if (input.kind === 'addresses') {
        const all = await addresses({ texts: input.texts, offset: 0, limit: Infinity }, signal)
        if (!all) return cancelled()
        await clipboard.write(tabSeparated(addressTable(all.rows)))
        return success({ rows: all.rows.length })
      }
      const { filter, sort, columns, chosen } = input
      const answer = await ask({ filter, sort, want: { kind: 'table', columns, chosen } }, signal)
      if (answer?.kind !== 'table') return cancelled()
      await clipboard.write(answer.text)
      return success({ rows: answer.rows })
    },
  }
}
