// What a gateway in front of the services says on its own account: HTML, without any of the ids that support asks for.

import type { Answer } from '../http/call.ts';

const titles: Readonly<Record<number, string>> = {
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
};

export function gatewayPage(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  const title = `${status} ${titles[status] ?? 'Error'}`;
  return {
    status,
    headers: { server: 'Microsoft-Azure-Application-Gateway/v2', 'content-type': 'text/html', ...headers },
    body: `<html>
<head><title>${title}</title></head>
<body>
<center><h1>${title}</h1></center>
<hr><center>Microsoft-Azure-Application-Gateway/v2</center>
</body>
</html>
`,
  };
}
