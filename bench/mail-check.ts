// The whole check of one mailbox, beside the least that it could take where each round trip lasts 100 ms, and beside the
// same sign-ins by curl and nodemailer. The runs alternate, so that a busy machine is busy for all of them.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trust } from '../test/support/trust.ts';
import { makeCertificates } from '../test/support/wire-certificates.ts';
import { type DistantMail, startDistantMail } from './distant-mail.ts';
import {
  type CurlTook,
  checkOnce,
  curlVersion,
  type OurCheck,
  signInWithCurl,
  verifyWithNodemailer,
} from './mail-clients.ts';
import { median, milliseconds, type Report, ratio } from './report.ts';

const roundTripMs = 100;
/** SMTP: TCP, greeting, EHLO, STARTTLS, TLS 1.3, EHLO, AUTH in two lines. The token and POP3 are had meanwhile. */
const floorMs = 8 * roundTripMs;
const mostOfFloor = 1.15;
const mostOfCurl = 0.5;
const rounds = 5;

type Runs = { readonly ours: OurCheck[]; readonly curl: CurlTook[]; readonly nodemailerMs: number[] };

export async function benchMailCheck(): Promise<Report> {
  const { root } = makeCertificates();
  trust(root);
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, root);
  const curl = await curlVersion();
  const runs: Runs = { ours: [], curl: [], nodemailerMs: [] };
  try {
    for (let round = 0; round < rounds; round += 1) {
      runs.ours.push(await atADistance(checkOnce));
      if (curl !== null) runs.curl.push(await atADistance((mail) => signInWithCurl(mail, caFile)));
      runs.nodemailerMs.push(await atADistance(verifyWithNodemailer));
    }
    return toReport(runs, curl);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function atADistance<Result>(work: (mail: DistantMail) => Promise<Result>): Promise<Result> {
  const mail = await startDistantMail(roundTripMs);
  try {
    return await work(mail);
  } finally {
    await mail.close();
  }
}

function toReport({ ours, curl, nodemailerMs }: Runs, version: string | null): Report {
  const ms = median(ours.map((run) => run.ms));
  const most = (of: keyof OurCheck) => Math.max(...ours.map((run) => run[of]));
  const nodemailer = median(nodemailerMs);
  return {
    title: `Checking one mailbox, each round trip ${roundTripMs} ms (median of ${rounds})`,
    lines: [
      `token, SMTP and POP3 side by side ${milliseconds(ms)} (slowest ${milliseconds(most('ms'))})`,
      `round trips: SMTP ${most('smtp')}, POP3 ${most('pop3')}, token ${most('token')}`,
      `floor of 8 round trips ${milliseconds(floorMs)}: ${ratio(ms, floorMs)} of it`,
      curlLine(curl, version, ms),
      `nodemailer's verify(), token and SMTP alone, ${milliseconds(nodemailer)}: ${ratio(ms, nodemailer)} of it`,
    ],
    claims: [
      { what: `at most ${mostOfFloor} of the floor`, holds: ms / floorMs <= mostOfFloor },
      ...(version === null ? [] : [{ what: `at most ${mostOfCurl} of curl`, holds: ms / curlMs(curl) <= mostOfCurl }]),
    ],
  };
}

function curlMs(curl: readonly CurlTook[]): number {
  return median(curl.map(({ token, smtp, pop3 }) => token + smtp + pop3));
}

function curlLine(curl: readonly CurlTook[], version: string | null, ms: number): string {
  if (version === null) return 'curl is not installed, so it is left out. To have it: apt-get install curl';
  const [token, smtp, pop3] = (['token', 'smtp', 'pop3'] as const).map((of) => median(curl.map((run) => run[of])));
  const parts = [token, smtp, pop3].map((part) => milliseconds(part ?? Number.NaN)).join(' + ');
  return `curl ${version}, one after the other (${parts}) ${milliseconds(curlMs(curl))}: ${ratio(ms, curlMs(curl))} of it`;
}
