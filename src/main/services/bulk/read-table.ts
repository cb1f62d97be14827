import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { numberText } from '../../../core/model/format'
import { tableLimits } from '../../../core/bulk/domain-table'
import { appError } from '../../../core/errors/app-error'
import { failure, success, type Result } from '../../../core/errors/result'
import { t } from '../../../core/language/translate'
import { yieldToEventLoop } from '../../concurrency/pauses'

export interface TableRow {
  readonly line: number
  readonly cells: readonly string[]
}

/** Limit in characters: an unclosed quote would swallow the rest. */
const longestRow = 200_000
/** Characters to read before yielding. */
const piece = 32_768

/** The most frequent delimiter of the first line with any. */
function delimiterOf(text: string): string {
  const [line = ''] = text.split(/\r?\n/, 50).filter((each) => /[\t;,]/.test(each))
  const unquoted = line.replaceAll(/"[^"]*"/g, '')
  const counts = ['\t', ';', ','].map((sign) => [sign, unquoted.split(sign).length] as const)
  return counts.toSorted(([, left], [, right]) => right - left)[0]?.[0] ?? ','
}

function wordsOf(error: unknown, line: number): string {
  const code = error instanceof CsvError ? error.code : ''
  const at = { line: line + 1 }
  if (code === 'CSV_QUOTE_NOT_CLOSED') return t('A quote in or after line {line} has no end', at)
  return code === 'CSV_MAX_RECORD_SIZE'
    ? t(
        'A row in or after line {line} is longer than any list of domains: a quote may have no end',
        at,
      )
    : t('A row in or after line {line} cannot be read as CSV', at)
}

async function* piecesOf(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += piece) {
    yield text.slice(at, at + piece)
    await yieldToEventLoop()
  }
}

interface Parsed {
  readonly info: { readonly lines: number }
  readonly record: readonly string[]
}

/** Reads CSV or pasted cells (commas, semicolons, tabs); `request.invalid` for anything else. */
export async function readTable(text: string, signal?: AbortSignal): Promise<Result<TableRow[]>> {
  const refused = (message: string) => failure(appError('request.invalid', message))
  const rows: TableRow[] = []
  let line = 0
  const parser = parse({
    delimiter: delimiterOf(text.slice(0, piece)),
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestRow,
    // A later error would drop rows that weren't taken yet.
    on_record(record, { lines }) {
      line = lines
      return record
    },
  })
  const parsed: AsyncIterable<Parsed> = Readable.from(piecesOf(text)).pipe(parser)
  try {
    for await (const { info, record } of parsed) {
      if (signal?.aborted) {
        return failure(appError('request.cancelled', t('The table was not read to its end')))
      }
      if (rows.length === tableLimits.rows) {
        const most = numberText(tableLimits.rows)
        return refused(t('The table has more than {most} rows: divide it', { most }))
      }
      // `lines` is the line where the row ends.
      const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)
      rows.push({ line: Math.max(1, info.lines - breaks), cells: record })
    }
  } catch (error) {
    return refused(wordsOf(error, line))
  }
  return success(rows)
}
