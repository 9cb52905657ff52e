return {
  mr80 = "generate_ua_profile",
}
