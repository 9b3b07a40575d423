// Package partner is what a partner's system does, by the client that is made from
// openapi.yaml. The client isn't kept; TestPartner of package partnertest makes it
// and runs the tests here with it.
package partner
