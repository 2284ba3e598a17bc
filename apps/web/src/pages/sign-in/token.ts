/** A JWT rather than an API key: three dotted parts that begin with a JSON header. */
export const isTokenForSeveral = (credential: string): boolean => /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/.test(credential);
