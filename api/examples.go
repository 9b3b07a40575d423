package api

import "slices"

// Examples are values of the types that requests and answers are made of, one per
// type. The generator writes them into openapi.yaml wherever the type is a body,
// and checks them against its schema.
func Examples() []any {
	return slices.Concat(
		healthExamples(),
		programExamples(),
		memberExamples(),
		companyExamples(),
		linkExamples(),
		keyExamples(),
		referralExamples(),
		rewardExamples(),
		payoutExamples(),
		activityExamples(),
	)
}
