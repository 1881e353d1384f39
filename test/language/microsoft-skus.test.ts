/** Which of Microsoft's licences people mean. */
import { expect, test } from 'vitest';
import { skusCalled } from '../../server/language/facts/microsoft-skus.ts';

test.each([
  ['Business Basic', ['O365_BUSINESS_ESSENTIALS']],
  ['business-standard', ['O365_BUSINESS_PREMIUM']],
  ['Microsoft 365 Business Premium', ['SPB']],
  ['E1', ['STANDARDPACK']],
  ['Office 365 E3', ['ENTERPRISEPACK']],
  ['M365-E3', ['SPE_E3']],
  ['F3', ['SPE_F1', 'DESKLESSPACK']],
  ['Exchange Online (Plan 1)', ['EXCHANGESTANDARD']],
  ['exchange kiosk', ['EXCHANGEDESKLESS']],
  ['Plan 1', []],
  ['Office 365 A1 for faculty', []],
  ['Microsoft 365 Business Basic (Nonprofit)', []],
  ['Microsoft 365 E3 EEA (no Teams)', []],
  ['Mail', []],
  ['', []],
])('“%s” is %j', (name, skus) => {
  expect(skusCalled(name).map(({ sku }) => sku)).toEqual(skus);
});
