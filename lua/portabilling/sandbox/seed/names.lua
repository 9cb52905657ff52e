--- Names of made-up people.

return {
  first = { "Alex", "Blake", "Casey", "Drew", "Élise", "Finley", "Jordan", "Kim", "Morgan", "Robin", "Zoë" },
  last = { "Archer", "Baker", "Carter", "Dyer", "Fisher", "Glover", "Mason", "Muñoz", "Porter", "Weaver" },
}
