return {
  mr80 = [[
    add_marketing_group add_rating_group delete_marketing_group delete_rating_group get_marketing_group_info
    get_marketing_group_list get_rating_group_info get_rating_group_list update_marketing_group
    update_rating_group]],
}
