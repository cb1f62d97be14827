import { success } from '../core/errors/result'
import type { StoredValue } from '../main/files/app-files'

/** Values by a name that no file holds, for a command that forgets them at its end. */
export function memoryValues<Value>(): (name: string) => StoredValue<Value> {
  const kept = new Map<string, Value>()
  return (name) => ({
    read: () => Promise.resolve(success(kept.get(name))),
    write(value) {
      kept.set(name, value)
      return Promise.resolve(success(undefined))
    },
  })
}
