return {
  mr80 = "get_brand_pane_zip",
}
