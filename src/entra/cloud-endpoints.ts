// Where Microsoft Entra ID and Microsoft Graph are: the global cloud, or whatever overrides them. Addresses are built
// from configuration alone; what a person typed only ever becomes one encoded path segment.

export type EntraConfig = {
  /** `https://login.microsoftonline.com`, or an override such as `https://localhost:3980`. */
  readonly entraUrl: string;
  /** `https://graph.microsoft.com`, or an override. */
  readonly graphUrl: string;
  /** The bot's own app in which administrators sign in; not the app that eBiss gets. */
  readonly signIn: { readonly clientId: string; readonly clientSecret: string };
  /** Registered redirect URI of that app, e.g. `https://bot.example/signin/callback`. */
  readonly redirectUri: string;
  /** Hears of each request to Microsoft Graph, for the metrics. */
  readonly onGraphAnswer?: (method: string, status: number, seconds: number) => void;
};

export function authorityOf(config: EntraConfig, tenantId: string): string {
  return `${withoutSlash(config.entraUrl)}/${encodeURIComponent(tenantId)}`;
}

/** `iss` in the ID tokens of a tenant. */
export function issuerOf(config: EntraConfig, tenantId: string): string {
  return `${authorityOf(config, tenantId)}/v2.0`;
}

export function discoveryAddress(config: EntraConfig, tenant: string): string {
  return `${authorityOf(config, tenant)}/v2.0/.well-known/openid-configuration`;
}

/** `host` or `host:port`. Without this msal-node asks login.microsoftonline.com whether an override is genuine. */
export function knownAuthorities(config: EntraConfig): string[] {
  return [new URL(config.entraUrl).host];
}

/** Without a port, as the Graph client compares: to any other host it sends no token, and says nothing of it. */
export function graphHosts(config: EntraConfig): Set<string> {
  return new Set([new URL(config.graphUrl).hostname]);
}

export function graphBase(config: EntraConfig): string {
  return `${withoutSlash(config.graphUrl)}/`;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
