/**
 * What has to be done at a target so that it is as the plan wants it: the difference between what is wanted and what was seen, as
 * steps. The same for every kind of system. Nothing is taken away that the plan does not name.
 */
import type { Step } from '../migration-plan.ts';
import {
  domainStep,
  licenceStep,
  makingStep,
  profileStep,
  quotaStep,
  readyStep,
} from './steps/account-steps.ts';
import { aliasSteps, forwardSteps, routedHereStep, routingStep } from './steps/address-steps.ts';
import { accessSteps, bookingStep, memberSteps } from './steps/people-steps.ts';
import { Stepping, type StepSetting } from './steps/stepping.ts';
import type { WantedObject } from './wanted.ts';

/** Everything but mail, old addresses and forwards: what has to be there before a mailbox is used. */
export function stepsBeforeMail(wanted: WantedObject, setting: StepSetting): Step[] {
  const of = new Stepping(wanted, setting);
  return [
    domainStep(of),
    makingStep(of),
    licenceStep(of),
    readyStep(of),
    routingStep(of),
    profileStep(of),
    quotaStep(of),
    ...aliasSteps(of),
    ...accessSteps(of),
    ...memberSteps(of),
    bookingStep(of),
  ].flatMap((step) => step ?? []);
}

/** Where mail goes on to: the last of all, when what it goes on to is there. */
export function stepsAfterMail(wanted: WantedObject, setting: StepSetting): Step[] {
  const of = new Stepping(wanted, setting);
  return [...forwardSteps(of), routedHereStep(of)].flatMap((step) => step ?? []);
}
