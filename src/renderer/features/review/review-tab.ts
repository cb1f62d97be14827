/** What the right half of the review shows. */
export const reviewTabs = ['JSON Patch', 'Requests', 'curl', 'Ory CLI', 'Impact'] as const
export type ReviewTab = (typeof reviewTabs)[number]
