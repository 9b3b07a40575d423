// Package reward holds what a company promises to pay for a referral, and the life
// of each payment from the trigger to the bank (PRODUCT.md §9, STRIPE.md §4).
//
// Terms are the rules of a program, frozen in a revision. A Reward is one promise
// to one payee under one rule: it is held, approved, paid, and stays readable
// forever. A Quota is a number that several rewards share, a budget or a monthly
// limit, and is reserved from before a reward counts against it.
//
// Neighbours: program freezes Terms; deal gives the base; transfer decides what an
// answer of Stripe means; app creates rewards, asks the world and performs the
// tasks; ledger keeps the books.
//
// Invariants: amounts are integers in minor units; an approval binds amount,
// currency and payee, and any change voids it; nothing alters a reward that is
// being sent; a new attempt follows only a stored refusal or a person's decision;
// nothing becomes payable by waiting; final states stay.
package reward
