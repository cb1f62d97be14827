import { t } from '../../language/translate'
import type { StdTable } from './std-member'

/** Members that write and read values as text. */
export const stdFormats: StdTable = {
  'manifestIni(ini): string': t('An object with `main` and `sections` as an INI file.'),
  'manifestJson(value): string': t('A value as JSON, indented by four spaces.'),
  'manifestJsonEx(value, indent, newline="\\n", key_val_sep=": "): string': t(
    'A value as JSON with your own indent and separators.',
  ),
  'manifestJsonMinified(value): string': t('A value as JSON in one line without spaces.'),
  'manifestPython(v): string': t('A value as Python writes it.'),
  'manifestPythonVars(conf): string': t('The fields of an object as Python variables, one a line.'),
  'manifestToml(value): string': t('An object as TOML, indented by two spaces.'),
  'manifestTomlEx(value, indent): string': t('An object as TOML with your own indent.'),
  'manifestXmlJsonml(value): string': t('A list `[tag, { attributes }, content …]` as XML.'),
  'manifestYamlDoc(value, indent_array_in_object=false, quote_keys=true): string': t(
    'A value as one YAML document.',
  ),
  'manifestYamlStream(value, indent_array_in_object=false, c_document_end=true, quote_keys=true): string':
    t('A list as a stream of YAML documents.'),
  'parseJson(str)': t('The value of a JSON text.'),
  'parseYaml(str)': t('The value of a YAML text.'),
  'toString(a): string': t('A value as text: a text as it is, all else as JSON.'),
}

/** Access to things outside the mapper, and everything else. */
export const stdOthers: StdTable = {
  'extVar(x)': t(
    'What Ory gives to the mapper: `claims` and `identity`; any other name is an error.',
  ),
  'id(x)': t('The value itself.'),
  'native(x): null': t(
    'A function of the program around Jsonnet; Ory has none, so it is always `null`.',
  ),
  'thisFile: string': t('The name of the file; at Ory it is empty.'),
  'trace(str, rest)': t('Returns `rest` and writes `str` to the trace, which Ory does not show.'),
}

/** Internal members of the engine; not part of the language, and may be removed at any time. */
export const stdInternals: StdTable = {
  '$flatMapArray(func, arr): array': t('Part of the engine: list comprehensions are made with it.'),
  '$objectFlatMerge(x): object': t('Part of the engine: object comprehensions are made with it.'),
  '__array_greater(arr1, arr2): boolean': t('Part of the engine: `>` of lists.'),
  '__array_greater_or_equal(arr1, arr2): boolean': t('Part of the engine: `>=` of lists.'),
  '__array_less(arr1, arr2): boolean': t('Part of the engine: `<` of lists.'),
  '__array_less_or_equal(arr1, arr2): boolean': t('Part of the engine: `<=` of lists.'),
  '__compare(v1, v2): number': t('Part of the engine: -1, 0 or 1 for the order of two values.'),
  '__compare_array(arr1, arr2): number': t(
    'Part of the engine: -1, 0 or 1 for the order of two lists.',
  ),
}
