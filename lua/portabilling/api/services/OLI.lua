return {
  mr80 = "get_oli_info get_oli_list",
}
