return {
  mr80 = [[
    batch_process_collection download_collection_skipped_xdrs get_xdr_collection_info get_xdr_collection_list
    get_xdr_info get_xdr_list reprocess_xdr_list]],
}
