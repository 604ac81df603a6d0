// Where a server is.

export type ServerAddress = { readonly host: string; readonly port: number };
