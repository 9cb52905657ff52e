return {
  mr80 = "get_destination_info get_transfer_info make_transfer",
}
