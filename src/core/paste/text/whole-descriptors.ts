const tag =
  /<(?:[\w.-]{1,40}:)?(Entit(?:y|ies)Descriptor)(?=[\s>/])|<\/(?:[\w.-]{1,40}:)?(Entit(?:y|ies)Descriptor)\s{0,40}>/g

/** A root element of SAML metadata from its start tag to the first end tag of the same name. */
export interface WholeDescriptor {
  readonly start: number
  readonly end: number
}

/**
 * The root elements of SAML metadata that are whole, in order and none inside another. The text is looked through
 * once: a pattern that went from each start tag to the end would need the square of the time.
 */
export function wholeDescriptors(text: string): WholeDescriptor[] {
  const tags = [...text.matchAll(tag)]
  /** Where the last end tag of each name begins. */
  const lastEnd = new Map<string, number>()
  for (const { 2: ended, index } of tags) if (ended !== undefined) lastEnd.set(ended, index)
  const found: WholeDescriptor[] = []
  let open: { readonly name: string; readonly start: number } | undefined
  for (const { 0: whole, 1: started, 2: ended, index } of tags) {
    if (started !== undefined && !open && (lastEnd.get(started) ?? -1) > index) {
      open = { name: started, start: index }
    } else if (open && ended === open.name) {
      found.push({ start: open.start, end: index + whole.length })
      open = undefined
    }
  }
  return found
}
