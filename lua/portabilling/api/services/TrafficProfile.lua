return {
  mr80 = [[
    add_fraud_constraint add_spending_constraint add_traffic_profile assess_fraud_traffic
    delete_fraud_constraint delete_spending_constraint delete_traffic_profile get_fraud_constraint_list
    get_fraud_traffic_alert_list get_spending_constraint_info get_traffic_profile_info get_traffic_profile_list
    update_fraud_constraint update_spending_constraint update_traffic_profile]],
}
