/** Every validation rule, in the order of the codes. A test compares this list with the files of the folder. */
import { accessWithoutLicence } from './access-without-licence.ts';
import { addressConflict } from './address-conflict.ts';
import { aliasOutsideDomain } from './alias-outside-domain.ts';
import { aliasTarget } from './alias-target.ts';
import { duplicateName } from './duplicate-name.ts';
import { duplicateProperty } from './duplicate-property.ts';
import { include } from './include.ts';
import { invalidAddress } from './invalid-address.ts';
import { licenceMissing } from './licence-missing.ts';
import { literalSecret } from './literal-secret.ts';
import { lotCapacity } from './lot-capacity.ts';
import { mailboxOverQuota } from './mailbox-over-quota.ts';
import { missingProperty } from './missing-property.ts';
import { oneLot } from './one-lot.ts';
import { onePlan } from './one-plan.ts';
import { plainConnection } from './plain-connection.ts';
import type { Rule } from './rule.ts';
import { syntax } from './syntax.ts';
import { undeclaredDomain } from './undeclared-domain.ts';
import { unknownName } from './unknown-name.ts';
import { unknownProperty } from './unknown-property.ts';
import { unusedSuppression } from './unused-suppression.ts';
import { wrongValue } from './wrong-value.ts';

export const RULES: readonly Rule[] = [
  syntax,
  unknownProperty,
  duplicateProperty,
  missingProperty,
  wrongValue,
  unusedSuppression,
  unknownName,
  duplicateName,
  onePlan,
  include,
  invalidAddress,
  undeclaredDomain,
  addressConflict,
  mailboxOverQuota,
  licenceMissing,
  aliasOutsideDomain,
  aliasTarget,
  accessWithoutLicence,
  oneLot,
  lotCapacity,
  literalSecret,
  plainConnection,
];
