return {
  mr80 = "get_off_peak_list",
}
