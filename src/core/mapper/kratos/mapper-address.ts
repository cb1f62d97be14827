/**
 * An address as long as those of Ory's storage, where Ory Network keeps every mapper under its SHA-512. Kratos
 * names a mapper by its address in the request to its worker and in each line of `std.trace`, so the address
 * counts in their sizes.
 */
export const storedAddress = `https://storage.googleapis.com/bac-gcs-production/${'0'.repeat(128)}.jsonnet`
