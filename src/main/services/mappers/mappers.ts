import { success, type Result } from '../../../core/errors/result'
import type { RequestInput, RequestOutput } from '../../../core/ipc/contract'
import type { MapperRun } from '../../../core/mapper/kratos/run'
import type { MapperEngine } from '../../mapper/engine'
import { findSources } from '../../mapper/find-sources'
import { inspectMapper } from '../../mapper/inspect'
import { runMapper } from '../../mapper/run'

/** Shown in messages, where Kratos shows the mapper's address. */
const fileName = 'mapper.jsonnet'

export interface MappersService {
  /** Runs it like Kratos at registration or sign-in. */
  run(input: RequestInput<'mapper.run'>, signal?: AbortSignal): Promise<Result<MapperRun>>
  format(text: string, signal?: AbortSignal): Promise<Result<{ text: string }>>
  inspect(
    input: RequestInput<'mapper.inspect'>,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'mapper.inspect'>>>
  findSources(
    input: RequestInput<'mapper.find-sources'>,
    signal?: AbortSignal,
  ): Promise<Result<RequestOutput<'mapper.find-sources'>>>
}

export function createMappersService(engine: MapperEngine): MappersService {
  return {
    run: async (input, signal) => success(await runMapper(engine, { ...input, fileName }, signal)),
    async format(text, signal) {
      const formatted = await engine.format(text, fileName, signal)
      return formatted.ok ? success({ text: formatted.value }) : formatted
    },
    async inspect({ text, situation }, signal) {
      const findings = await inspectMapper(engine, text, situation, signal)
      return findings.ok ? success({ findings: findings.value }) : findings
    },
    findSources: async (input, signal) => findSources(engine, { ...input, fileName }, signal),
  }
}
