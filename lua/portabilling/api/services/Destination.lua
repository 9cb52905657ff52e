return {
  mr80 = [[
    add_dest_group add_dest_group_set add_destination delete_dest_group delete_dest_group_set delete_destination
    download_dest_group_set get_default_destination_list get_dest_group_info get_dest_group_list
    get_dest_group_set_info get_dest_group_set_list get_destination_info get_destination_list
    match_destination_groups update_dest_group update_dest_group_set update_destination upload
    upload_dest_group_set]],
}
