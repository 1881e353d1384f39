/** What a run tells while it goes on: for a screen, for those who watch it from elsewhere, for its log. */
import type { Failure } from './failures.ts';
import type { HealthEvent } from './lot/endpoint-health.ts';
import type { Progress } from './ports.ts';
import type { MailboxResult, StepResult } from './run-result.ts';

export type RunEvent =
  | { readonly event: 'mailbox-started'; readonly address: string; readonly doing: 'copy' | 'verify' }
  | { readonly event: 'progress'; readonly address: string; readonly progress: Progress }
  | { readonly event: 'retry'; readonly address: string; readonly failure: Failure; readonly attempt: number }
  /** It is stopped cleanly, for a pause or since its endpoint asks to slow down, and is gone on with later. */
  | { readonly event: 'mailbox-held'; readonly address: string }
  | { readonly event: 'mailbox-ended'; readonly result: MailboxResult }
  /** So many steps other than copying are taken now. */
  | { readonly event: 'preparing'; readonly of: number }
  /** A step other than copying was settled. */
  | { readonly event: 'step'; readonly result: StepResult }
  /** How messages are sent to a target, told once an endpoint. */
  | { readonly event: 'way'; readonly endpoint: string; readonly way: string }
  /** Hours in which an endpoint is left alone. */
  | { readonly event: 'quiet'; readonly endpoint: string; readonly until: Date }
  /** A pause was asked for; what is under way comes to its end. */
  | { readonly event: 'pausing' }
  /** Nothing is under way, no connection open. */
  | { readonly event: 'paused' }
  | { readonly event: 'resumed' }
  | HealthEvent;
