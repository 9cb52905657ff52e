return {
  mr80 = "get_moh_file upload_moh_file",
}
